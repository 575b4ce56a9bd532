import { parseArn } from "../../../aws/arn";
import { hasWildcard } from "../../../aws/iam/pattern";
import { isServicePrincipal } from "../../../aws/partitions";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { accountOf } from "../../iam/accounts";
import { collect, complete, fitting } from "../../wiring/collect";
import { fits, invocationsOf, permissionsOf } from "../../wiring/invocations";

export const functionsAdmitInvokers = stackRule({
  name: "functions-admit-invokers",
  concern: "reliability",
  description: "Whoever calls a function has a permission for exactly that call, and every permission has a caller.",
  rationale:
    "Without it on the right alias, for the right source, each call is refused: an API answers 500, and SNS and EventBridge send everything to the dead letters. One that nobody uses is a door left open. Source: Lambda's guide on resource-based policies.",
  remediation:
    "Declare a Permission for lambda:InvokeFunction with function and qualifier of the alias, the service as principal, and sourceArn of the caller.",
  controls: ["async.failure-paths", "async.alias", "lambda.permission"],
  severity: "critical",
  async check(stack, { each, report }) {
    const sources = stack.ofType(
      awsTypes.sns.topicSubscription,
      awsTypes.cloudwatch.eventTarget,
      awsTypes.apigateway.restApi,
    );
    const permissions = collect(stack.ofType(awsTypes.lambda.permission), (permission) =>
      permissionsOf(stack, permission),
    );
    await each(sources, (by) => {
      for (const invocation of invocationsOf(stack, by)) {
        if (fitting(permissions, (permission) => fits(permission, invocation)).length > 0) continue;
        const { callee, property, service, sourceArns } = invocation;
        const alias = callee.alias?.text("name") ?? "no qualifier";
        const wanted = `a Permission of '${callee.function.name}' (${alias}) for ${service} from ${sourceArns.join(" or ")}`;
        report(by, property, "no permission that fits", wanted);
      }
    });
    const invocations = collect(sources, (by) => invocationsOf(stack, by));
    await each(stack.ofType(awsTypes.lambda.permission), (permission) => {
      const principal = permission.text("principal") ?? "";
      // For other services, such as S3, the stack does not show what they call.
      if (!wired.has(principal) && principal !== "*") return;
      const own = permissionsOf(stack, permission);
      const used = own.some((item) => complete(invocations).some((invocation) => fits(item, invocation)));
      if (!used) refuse(permission);
      const account = permission.text("sourceAccount");
      const owner = parseArn(permission.text("sourceArn") ?? "")?.account;
      // An API's ARN contains the account; API Gateway's console sets no sourceAccount either.
      if (account === owner || (account === undefined && principal === "apigateway.amazonaws.com")) return;
      report(permission, "sourceAccount", account, `${owner}, as in sourceArn`);
    });

    function refuse(permission: Resource): void {
      const found = ["function", "qualifier", "sourceArn"].map((key) => String(permission.value(key))).join(", ");
      const wanted = "function, alias and source of something in this stack that calls it";
      report(permission, "function, qualifier, sourceArn", found, wanted);
    }
  },
});

/** Services whose calls the stack itself declares. */
const wired: ReadonlySet<string> = new Set([
  "sns.amazonaws.com",
  "events.amazonaws.com",
  "apigateway.amazonaws.com",
  "sqs.amazonaws.com",
]);

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
    await each(stack.ofType(awsTypes.lambda.permission), (permission) => {
      const reportAt = (property: string, wanted: string) =>
        report(permission, property, permission.value(property), wanted);
      if (permission.text("action") !== "lambda:InvokeFunction") reportAt("action", "lambda:InvokeFunction");
      const principal = permission.text("principal") ?? "";
      if (!isServicePrincipal(principal)) reportAt("principal", "one service");
      if (permission.text("functionUrlAuthType") === "NONE") reportAt("functionUrlAuthType", "AWS_IAM, or no URL");
      const account = accountOf(stack);
      const sourceAccount = permission.text("sourceAccount");
      if (sourceAccount !== undefined && sourceAccount !== account) reportAt("sourceAccount", account);
      const wanted = wantedSource(stack, permission, account, known);
      if (wanted !== undefined) reportAt("sourceArn", wanted);
    });
  },
});

/** The right source ARN; undefined when the source is right. */
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
 * The right form of an API's source: `{api}/{stage}/{METHOD}/{path}`, or `{api}/authorizers/...`. Wildcards are allowed only in place of
 * path parameters and of an authorizer's id, as API Gateway documents.
 */
function wantedOfApi(stack: Stack, source: string): string | undefined {
  const [execution = "", stage = "", method = "", ...path] = source.split("/");
  const [api] = stack.holding(execution, awsTypes.apigateway.restApi);
  if (api === undefined) return "an API of this stack";
  if (stage === "authorizers") return method === "*" || !hasWildcard(method) ? undefined : "an authorizer";
  if (hasWildcard(stage)) return "one stage";
  if (hasWildcard(method)) return "one method";
  if (path.length === 0 || path[0] === "*") return "a path";
  const operations = operationsOf(api);
  const known = operations.length === 0 || operations.includes(`${method}/${path.join("/")}`);
  return known ? undefined : `an operation of '${api.name}'`;
}

/** Methods and paths in the API's document, such as `GET/orders/*`; empty for an API without a document. */
function operationsOf(api: Resource): readonly string[] {
  const paths: unknown = Reflect.get(Object(api.json("body")), "paths");
  return Object.entries(Object(paths)).flatMap(([path, methods]) =>
    Object.keys(Object(methods)).map((method) => `${method.toUpperCase()}${path.replace(/\{[^}]*\}/g, "*")}`),
  );
}

export const functionUrlIsClosed = resourceRule({
  name: "function-url-is-closed",
  concern: "network",
  description: "Function URLs ask for IAM authorization, and no site of the world may call them from a browser.",
  rationale:
    "With NONE everybody who knows the address calls the function, at our cost; an origin * lets every web page do so in a user's name.",
  remediation: "Set authorizationType to AWS_IAM and list the origins, or put the function behind the API.",
  controls: ["lambda.function-url"],
  severity: "critical",
  types: [awsTypes.lambda.functionUrl],
  check(url, { report }) {
    const type = url.text("authorizationType");
    if (type !== "AWS_IAM") report(url, "authorizationType", type, "AWS_IAM");
    const open = url.texts("cors.allowOrigins").filter((origin) => origin.includes("*"));
    if (open.length > 0) report(url, "cors.allowOrigins", open, "origins by name");
  },
});
