import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { apiCallsOf } from "./api-calls";
import { collect, fitting } from "./collect";
import { deliveriesBy } from "./deliveries";
import type { Callee } from "./functions";

/** A call of a function by a service, which needs a Lambda permission. */
export interface Invocation {
  readonly callee: Callee;
  /** Path of the property that declares it. */
  readonly property: string;
  readonly service: string;
  /** The permission's source must be one of these ARNs. */
  readonly sourceArns: readonly string[];
}

/** The calls of functions that a subscription, a rule's target or a REST API makes. @throws {UnknownValue} */
export function invocationsOf(stack: Stack, by: Resource): readonly Invocation[] {
  if (by.type === awsTypes.apigateway.restApi) return apiInvocations(stack, by);
  return deliveriesBy(stack, by).flatMap(({ callee, service, source }) => {
    const arn = source.text("arn");
    if (callee === undefined || arn === undefined) return [];
    return [
      { callee, property: by.type === awsTypes.sns.topicSubscription ? "endpoint" : "arn", service, sourceArns: [arn] },
    ];
  });
}

function apiInvocations(stack: Stack, api: Resource): readonly Invocation[] {
  const calls = apiCallsOf(stack, api);
  const arn = api.text("executionArn");
  const stages = collect(stack.ofType(awsTypes.apigateway.stage), (stage) =>
    stack.named(stage, "restApi", awsTypes.apigateway.restApi).map((owner) => ({ stage, owner })),
  );
  const names = fitting(stages, ({ owner }) => owner === api).map(({ stage }) => stage.text("stageName") ?? "");
  return calls.flatMap(({ callee, path, route }): Invocation[] => {
    if (callee === undefined || arn === undefined) return [];
    const ends = route === undefined ? ["/authorizers/*"] : names.map((name) => `/${name}${route}`);
    const sourceArns = ends.map((end) => `${arn}${end}`);
    return [{ callee, property: path, service: "apigateway.amazonaws.com", sourceArns }];
  });
}

/** The parts of a permission that decide who may call what. */
export interface Grant {
  readonly function: Resource;
  readonly action: string | undefined;
  readonly principal: string | undefined;
  readonly qualifier: string | undefined;
  readonly sourceArn: string | undefined;
}

/** What a permission grants; nothing when its function is not in this stack. @throws {UnknownValue} */
export function permissionsOf(stack: Stack, permission: Resource): readonly Grant[] {
  return stack.named(permission, "function", awsTypes.lambda.function, awsTypes.lambda.alias).flatMap((named) => {
    const lambda =
      named.type === awsTypes.lambda.function ? named : stack.named(named, "functionName", awsTypes.lambda.function)[0];
    if (lambda === undefined) return [];
    return [
      {
        function: lambda,
        action: permission.text("action"),
        principal: permission.text("principal"),
        qualifier: permission.text("qualifier"),
        sourceArn: permission.text("sourceArn"),
      },
    ];
  });
}

/** Whether a permission allows this call and no others. */
export function fits(grant: Grant, { callee, service, sourceArns }: Invocation): boolean {
  return (
    grant.function === callee.function &&
    grant.qualifier === callee.alias?.text("name") &&
    grant.action === "lambda:InvokeFunction" &&
    grant.principal === service &&
    grant.sourceArn !== undefined &&
    sourceArns.includes(grant.sourceArn)
  );
}
