import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayTokenAuthorizerEvent,
} from "aws-lambda";
import { correlationHeader } from "../../shared/correlation";
import { headerOf } from "../../shared/http";
import { authorizerRequest } from "../../shared/redaction/envelopes";
import { type FunctionHandler, type Runtime, withErrorLog } from "../../shared/runtime";
import { InvalidTokenError, type TokenVerifier } from "./token-verifier";

export type AuthorizerEvent = APIGatewayTokenAuthorizerEvent | APIGatewayRequestAuthorizerEvent;

export interface AuthorizerDependencies {
  readonly runtime: Runtime;
  readonly verifier: TokenVerifier;
}

/** The very text by which API Gateway answers 401 and not 500. */
const unauthorized = "Unauthorized";

/**
 * Makes the custom authorizer of the API, for TOKEN and REQUEST events. A good token gives a policy for the whole stage: API Gateway keeps it
 * by token, so one that named only this method would refuse the caller's next call elsewhere. What a caller may do is the operations' to say.
 *
 * A bad token is answered with 401. Keys that cannot be read are an error of ours: logged, and answered with 500.
 */
export function createHandler(
  deps: AuthorizerDependencies,
): FunctionHandler<AuthorizerEvent, APIGatewayAuthorizerResult> {
  const { logger } = deps.runtime;
  return withErrorLog(
    deps.runtime,
    async (event) => {
      const token = bearerTokenOf(event);
      if (token === undefined) {
        logger.info("token refused", { cause: "no bearer token" });
        throw new Error(unauthorized);
      }
      try {
        const { sub, scope } = await deps.verifier.verify(token);
        logger.info("token accepted");
        return {
          principalId: sub,
          policyDocument: {
            Version: "2012-10-17",
            Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: stageArn(event.methodArn) }],
          },
          context: { sub, scope },
        };
      } catch (error) {
        if (!(error instanceof InvalidTokenError)) throw error;
        logger.info("token refused", { cause: error.cause instanceof Error ? error.cause.name : error.name });
        throw new Error(unauthorized);
      }
    },
    {
      kept: authorizerRequest,
      isAnswer: (error) => error instanceof Error && error.message === unauthorized,
      correlationIdOf: (event) =>
        event.type === "REQUEST" ? headerOf({ headers: event.headers ?? {} }, correlationHeader) : undefined,
    },
  );
}

/** Every method and path of the stage that was called: `<arn of the api>/<stage>/` with wildcards. */
export function stageArn(methodArn: string): string {
  const [api, stage] = methodArn.split("/");
  if (api === undefined || stage === undefined) throw new Error("The method's ARN has no stage");
  return `${api}/${stage}/*/*`;
}

function bearerTokenOf(event: AuthorizerEvent): string | undefined {
  const header =
    event.type === "TOKEN" ? event.authorizationToken : headerOf({ headers: event.headers ?? {} }, "Authorization");
  return /^bearer +([^\s]+) *$/i.exec(header ?? "")?.[1];
}
