import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { apiCallsOf } from "../../wiring/api-calls";
import { type Callee, calleeOf } from "../../wiring/functions";

export const aliasPointsToPublishedVersion = stackRule({
  name: "alias-points-to-published-version",
  concern: "reliability",
  description: "An alias points to the version that its function has just published, and is the only one of its name.",
  rationale:
    "An alias on $LATEST or on an old version calls code that nobody meant to call; of two aliases of one name the later takes the invokers of the other.",
  remediation: "Give it functionName and functionVersion of one and the same function, and no routingConfig.",
  controls: ["async.alias"],
  severity: "high",
  async check(stack, { each, report }) {
    const seen = new Map<string, Resource>();
    await each(stack.ofType(awsTypes.lambda.alias), (alias) => {
      const [lambda] = stack.named(alias, "functionName", awsTypes.lambda.function);
      if (lambda === undefined) return;
      const key = `${lambda.urn} ${alias.text("name")}`;
      const twin = seen.get(key);
      if (twin !== undefined) {
        const wanted = `another function than that of '${twin.name}', which has the same name`;
        report(alias, "functionName", alias.value("functionName"), wanted);
      }
      seen.set(key, alias);
      // A rollout shifts traffic for minutes and ends by itself; a weight in the program would stay.
      const shared = alias.value("routingConfig.additionalVersionWeights");
      if (Object.keys(Object(shared)).length > 0) {
        const property = "routingConfig.additionalVersionWeights";
        report(alias, property, shared, "no second version");
      }
      if (!isPublished(alias.value("functionVersion"), lambda, alias)) {
        const wanted = `the version that '${lambda.name}' publishes`;
        report(alias, "functionVersion", alias.value("functionVersion"), wanted);
      }
    });
  },
});

/** Whether the alias points to the published version. When CodeDeploy or a similar tool moves the alias, only the form can be checked. */
function isPublished(version: unknown, lambda: Resource, alias: Resource): boolean {
  if (typeof version !== "string" || !/^[0-9]+$/.test(version)) return false;
  if (alias.options.ignoreChanges.includes("functionVersion")) return true;
  const published = lambda.text("version");
  return published === undefined || published === version;
}

export const functionPublishesVersions = resourceRule({
  name: "function-publishes-versions",
  concern: "reliability",
  description: "Every deployment of a function publishes a version.",
  rationale:
    "Without versions an alias has nothing to point to but the code that is being changed, and there is nothing to go back to.",
  remediation: "Set publish to true.",
  controls: ["async.alias"],
  severity: "medium",
  types: [awsTypes.lambda.function],
  check(lambda, { report }) {
    if (lambda.flag("publish") === true) return;
    report(lambda, "publish", lambda.value("publish"), "true");
  },
});

const invokers: readonly (readonly [type: string, property: string])[] = [
  [awsTypes.lambda.eventSourceMapping, "functionName"],
  [awsTypes.sns.topicSubscription, "endpoint"],
  [awsTypes.cloudwatch.eventTarget, "arn"],
];

export const invokersCallAlias = stackRule({
  name: "invokers-call-alias",
  concern: "reliability",
  description: "Whatever calls a function calls an alias of it.",
  rationale:
    "A call of the function itself runs unpublished code, past every roll-out and its alarms, and past what is configured for the alias.",
  remediation: "Name the alias: its arn, and in an API its invokeArn.",
  controls: ["async.alias"],
  severity: "high",
  async check(stack, { each, report }) {
    for (const [type, property] of invokers) {
      await each(stack.ofType(type), (invoker) => {
        if (type === awsTypes.sns.topicSubscription && invoker.text("protocol") !== "lambda") return;
        const callee = stack.named(
          invoker,
          property,
          awsTypes.lambda.alias,
          awsTypes.lambda.function,
          awsTypes.sqs.queue,
          awsTypes.sns.topic,
        );
        if (callee.some((named) => named.type === awsTypes.lambda.function))
          refuse(invoker, property, invoker.value(property), calleeOf(stack, invoker, property));
      });
    }
    await each(stack.ofType(awsTypes.apigateway.restApi), (api) => {
      for (const { path, uri, callee } of apiCallsOf(stack, api)) {
        if (callee !== undefined && callee.alias === undefined) refuse(api, path, uri, callee);
      }
    });

    function refuse(resource: Resource, property: string, found: unknown, callee: Callee | undefined): void {
      report(resource, property, found, `an alias of '${callee?.function.name}'`);
    }
  },
});
