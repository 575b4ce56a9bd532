import { isServicePrincipal } from "../../../aws/partitions";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { accountOf } from "../../iam/accounts";
import { parseArn } from "../../iam/arn";
import { hasWildcard } from "../../iam/match";

export const permissionNamesItsCaller = stackRule({
  name: "permission-names-its-caller",
  concern: "least-privilege",
  description:
    "A function can be called by one service in the name of one resource of this stack, and in no other way.",
  rationale:
    "Without a source any topic, rule or API of the world calls the function through the service; with a source of another name nobody does. Source: Lambda's guide on resource-based policies, Security Hub Lambda.1.",
  remediation:
    "Set principal to the service, action to lambda:InvokeFunction, sourceArn to the exact topic, rule or API method, and sourceAccount where the ARN has no account.",
  controls: ["lambda.permission"],
  severity: "critical",
  async check(stack, { each, report }) {
    const arns = stack.resources.flatMap(({ raw }) =>
      [raw.props.arn, raw.props.executionArn].filter((arn) => typeof arn === "string"),
    );
    const known = new Set(arns);
    await each(stack.ofType("aws:lambda/permission:Permission"), (permission) => {
      const tell = (property: string, wanted: string) =>
        report(permission, property, permission.value(property), wanted);
      if (permission.text("action") !== "lambda:InvokeFunction") tell("action", "lambda:InvokeFunction");
      const principal = permission.text("principal") ?? "";
      if (!isServicePrincipal(principal)) tell("principal", "one service");
      if (permission.text("functionUrlAuthType") === "NONE") tell("functionUrlAuthType", "AWS_IAM, or no URL");
      const account = accountOf(stack);
      const sourceAccount = permission.text("sourceAccount");
      if (sourceAccount !== undefined && sourceAccount !== account) tell("sourceAccount", account);
      const wanted = wantedSource(stack, permission, account, known);
      if (wanted !== undefined) tell("sourceArn", wanted);
    });
  },
});

/** What the source would have to be; undefined when it is right. */
function wantedSource(
  stack: Stack,
  permission: Resource,
  account: string,
  known: ReadonlySet<unknown>,
): string | undefined {
  const source = permission.text("sourceArn");
  const arn = source === undefined ? undefined : parseArn(source);
  if (source === undefined || arn === undefined) return "the ARN of what calls";
  if (arn.account !== account && !(arn.account === "" && permission.text("sourceAccount") === account)) {
    return `an ARN of the account ${account}, or sourceAccount beside it`;
  }
  if (arn.service === "execute-api") return wantedOfApi(stack, source);
  if (hasWildcard(source)) return "the ARN of exactly one resource";
  return known.has(source) ? undefined : "the ARN of a resource of this stack";
}

/**
 * `{api}/{stage}/{METHOD}/{path}`, or `{api}/authorizers/...`: API Gateway asks for wildcards in place of path parameters and of an
 * authorizer's id only.
 */
function wantedOfApi(stack: Stack, source: string): string | undefined {
  const [execution = "", stage = "", method = "", ...path] = source.split("/");
  const [api] = stack.holding(execution, "aws:apigateway/restApi:RestApi");
  if (api === undefined) return "an API of this stack";
  if (stage === "authorizers") return method === "*" || !hasWildcard(method) ? undefined : "an authorizer";
  if (hasWildcard(stage)) return "one stage";
  if (hasWildcard(method)) return "one method";
  if (path.length === 0 || path[0] === "*") return "a path";
  const operations = operationsOf(api);
  const known = operations.length === 0 || operations.includes(`${method}/${path.join("/")}`);
  return known ? undefined : `an operation of '${api.name}'`;
}

/** Methods and paths of the API's document, such as `GET/orders/*`; empty when it is not made from one. */
function operationsOf(api: Resource): readonly string[] {
  const paths: unknown = Reflect.get(Object(api.json("body")), "paths");
  return Object.entries(Object(paths)).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method.toUpperCase()}${path.replace(/\{[^}]*\}/g, "*")}`),
  );
}
