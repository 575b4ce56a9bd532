import { covers, coversName } from "../../aws/iam/pattern";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { deliveriesBy, deliveringTypes } from "./deliveries";
import { calleeOf } from "./functions";
import { rightsOf } from "./rights";

/** An activity of one resource that causes activity of another. */
export interface Flow {
  readonly from: Resource;
  readonly to: Resource;
}

/** Actions by which a function triggers other resources, by the type of the resource. */
const feeding: Readonly<Record<string, readonly string[]>> = {
  [awsTypes.sqs.queue]: ["sqs:SendMessage"],
  [awsTypes.sns.topic]: ["sns:Publish"],
  [awsTypes.cloudwatch.eventBus]: ["events:PutEvents"],
  [awsTypes.dynamodb.table]: [
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
  ],
  [awsTypes.lambda.function]: ["lambda:InvokeFunction"],
  [awsTypes.sesv2.configurationSet]: ["ses:SendEmail", "ses:SendRawEmail"],
};

/** What a function's role lets it trigger. @throws {UnknownValue} a policy of its role is not known */
export function fedBy(stack: Stack, lambda: Resource): readonly Flow[] {
  const statements = (rightsOf(stack, lambda) ?? []).filter(({ effect }) => effect === "Allow");
  return Object.entries(feeding).flatMap(([type, actions]) => {
    const meant = statements.filter((statement) =>
      actions.some((action) => statement.actions.some((pattern) => coversName(pattern, action))),
    );
    if (meant.length === 0) return [];
    return stack
      .ofType(type)
      .filter((to) => meant.some(({ resources }) => resources.some((pattern) => coversArn(pattern, to))))
      .map((to) => ({ from: lambda, to }));
  });
}

/** What AWS passes on: from a queue or stream to its consumer, from a topic or bus to its targets, from emails to their events. */
export function carriedBy(stack: Stack, by: Resource): readonly Flow[] {
  if (by.type === awsTypes.lambda.eventSourceMapping) {
    const callee = calleeOf(stack, by, "functionName");
    const sources = stack.named(by, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table);
    return callee === undefined ? [] : sources.map((from) => ({ from, to: callee.function }));
  }
  return deliveriesBy(stack, by).flatMap(({ source, target }) => {
    const [bus] =
      source.type === awsTypes.cloudwatch.eventRule
        ? stack.named(source, "eventBusName", awsTypes.cloudwatch.eventBus)
        : [];
    return [{ from: bus ?? source, to: target }];
  });
}

/** From a function to the topics of its alarms: an alarm that invokes the function that it watches makes a loop. @throws {UnknownValue} */
export function alarmFlows(stack: Stack, alarm: Resource): readonly Flow[] {
  const lambdas = stack.named(alarm, "dimensions.FunctionName", awsTypes.lambda.function);
  const topics = alarm.texts("alarmActions").flatMap((action) => stack.holding(action, awsTypes.sns.topic));
  return lambdas.flatMap((from) => topics.map((to) => ({ from, to })));
}

/** Types of resources that pass something on. */
export const carryingTypes = [...deliveringTypes, awsTypes.lambda.eventSourceMapping] as const;

function coversArn(pattern: string, { raw }: Resource): boolean {
  const { arn } = raw.props;
  return typeof arn === "string" && covers(pattern, arn);
}
