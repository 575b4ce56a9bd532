import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { authorizersOf, documentOf, operationsOf } from "./api-document";
import { type Callee, calleeAt } from "./functions";

/** A Lambda call that API Gateway makes for an operation or for its authorizer. */
export interface ApiCall {
  readonly api: Resource;
  /** Path of the call in the API's document. */
  readonly path: string;
  /** The URI in the document. */
  readonly uri: unknown;
  /** Undefined when the URI names no function of this stack. */
  readonly callee: Callee | undefined;
  /** End of the source ARN that Lambda sees, after the stage: `/POST/orders`; undefined for an authorizer. */
  readonly route: string | undefined;
  /** Longest time that API Gateway waits, in milliseconds. AWS's default is 29,000; for an authorizer it waits 30,000. */
  readonly patience: number;
}

/** Every call of a function by a REST API. @throws {UnknownValue} its document is not known */
export function apiCallsOf(stack: Stack, api: Resource): readonly ApiCall[] {
  const document = documentOf(api);
  if (document === undefined) return [];
  const integrations = operationsOf(document).flatMap(({ path, route, method, integration }): ApiCall[] => {
    if (integration === undefined || integration.type === "mock") return [];
    const { uri, timeoutInMillis } = integration;
    return [
      {
        api,
        path: `${path}.x-amazon-apigateway-integration`,
        uri,
        callee: functionAt(stack, uri),
        route: `/${method}${route.replaceAll(/\{[^}]*\}/g, "*")}`,
        patience: typeof timeoutInMillis === "number" ? timeoutInMillis : 29_000,
      },
    ];
  });
  const authorizers = authorizersOf(document)
    .filter(({ definition }) => definition.type !== "cognito_user_pools")
    .map(({ path, definition }) => ({
      api,
      path,
      uri: definition.authorizerUri,
      callee: functionAt(stack, definition.authorizerUri),
      route: undefined,
      patience: 30_000,
    }));
  return [...integrations, ...authorizers];
}

/** The URI that calls a function: `arn:...:lambda:path/2015-03-31/functions/<ARN>/invocations`. */
const invocation = /\/functions\/(?<arn>arn:.+)\/invocations$/;

function functionAt(stack: Stack, uri: unknown): Callee | undefined {
  if (typeof uri !== "string") return undefined;
  const arn = invocation.exec(uri)?.groups?.arn;
  const [named] = arn === undefined ? [] : stack.holding(arn, awsTypes.lambda.alias, awsTypes.lambda.function);
  return named === undefined ? undefined : calleeAt(stack, named);
}
