import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayTokenAuthorizerEvent,
} from "aws-lambda";
import { correlationHeader } from "../../contracts/fields/correlation";
import type { TokenRefusal } from "../../contracts/metric-catalog";
import { headerOf } from "../../shared/http";
import { authorizerRequest } from "../../shared/redaction/envelopes";
import { type FunctionHandler, type Runtime, withErrorLog } from "../../shared/runtime";
import { bearerTokenIn } from "./bearer";
import { InvalidTokenError, type TokenVerifier } from "./token-verifier";

export type AuthorizerEvent = APIGatewayTokenAuthorizerEvent | APIGatewayRequestAuthorizerEvent;

export interface AuthorizerDependencies {
  readonly runtime: Runtime;
  readonly verifier: TokenVerifier;
}

/**
 * Creates the custom authorizer of the API, for TOKEN and REQUEST events. A valid token gets a policy for the whole stage: API Gateway
 * caches the policy by token, so a policy for one method would deny the caller's next call of another. The operations decide what a caller
 * may do.
 *
 * An invalid token gets a policy that denies the stage. API Gateway caches it as well, and returns the gateway response `ACCESS_DENIED`,
 * 401 in this API. An error, even "Unauthorized", would count as a failed call of the function: eleven expired tokens would raise its
 * alarm, and roll back a release. When the issuer's keys cannot be read, the token's validity is unknown: the handler throws, which is
 * logged, returned as 500 and not cached. Source: AWS, "Output from an API Gateway Lambda authorizer" and "Gateway response types for API
 * Gateway".
 */
export function createHandler(
  deps: AuthorizerDependencies,
): FunctionHandler<AuthorizerEvent, APIGatewayAuthorizerResult> {
  const { logger, metrics } = deps.runtime;
  const refuse = (event: AuthorizerEvent, reason: TokenRefusal): APIGatewayAuthorizerResult => {
    metrics.count("tokensRefused", 1, { reason });
    logger.info("token refused", { reason });
    return { ...policy("Deny", event.methodArn), principalId: nobody, context: { reason } };
  };
  return withErrorLog(
    deps.runtime,
    async (event) => {
      const token = bearerTokenOf(event);
      if (token === undefined) return refuse(event, "malformed");
      try {
        const caller = await deps.verifier.verify(token);
        logger.info("token accepted");
        return { ...policy("Allow", event.methodArn), principalId: caller.sub, context: { ...caller } };
      } catch (error) {
        if (error instanceof InvalidTokenError) return refuse(event, error.reason);
        throw error;
      }
    },
    {
      kept: authorizerRequest,
      correlationIdOf: (event) =>
        event.type === "REQUEST" ? headerOf({ headers: event.headers ?? {} }, correlationHeader) : undefined,
    },
  );
}

/** Principal of an unauthenticated caller: API Gateway requires one, and the access log shows it. */
const nobody = "unauthenticated";

function policy(effect: "Allow" | "Deny", methodArn: string): Pick<APIGatewayAuthorizerResult, "policyDocument"> {
  return {
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: stageArn(methodArn) }],
    },
  };
}

/** Every method and path of the stage that was called: `<arn of the api>/<stage>/` with wildcards. */
export function stageArn(methodArn: string): string {
  const [api, stage] = methodArn.split("/");
  if (api === undefined || stage === undefined) throw new Error("The method's ARN has no stage");
  return `${api}/${stage}/*/*`;
}

function bearerTokenOf(event: AuthorizerEvent): string | undefined {
  return bearerTokenIn(
    event.type === "TOKEN" ? event.authorizationToken : headerOf({ headers: event.headers ?? {} }, "Authorization"),
  );
}
