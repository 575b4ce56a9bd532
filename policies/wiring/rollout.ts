import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { indexes } from "../metrics/alarm";

/** A name in a deployment group's list of alarms. */
export interface RollbackAlarm {
  /** Path of the name, such as `alarmConfiguration.alarms.0`. */
  readonly path: string;
  /** Undefined when the stack has no alarm of that name. */
  readonly alarm: Resource | undefined;
}

/** The alarms that take back what a deployment group rolls out. @throws {UnknownValue} */
export function rollbackAlarmsOf(stack: Stack, group: Resource): readonly RollbackAlarm[] {
  return indexes(group, "alarmConfiguration.alarms").map((index) => {
    const path = `alarmConfiguration.alarms.${index}`;
    return { path, alarm: stack.named(group, path, awsTypes.cloudwatch.metricAlarm)[0] };
  });
}

/** Alarms that CodeDeploy asks about, and that call nobody. @throws {UnknownValue} */
export function isRollbackAlarm(stack: Stack, alarm: Resource): boolean {
  return stack
    .ofType(awsTypes.codedeploy.deploymentGroup)
    .some((group) => rollbackAlarmsOf(stack, group).some((found) => found.alarm === alarm));
}

/**
 * The alias that a deployment group moves: of the function that the group is named after, for nothing else in a group says it.
 *
 * @throws {UnknownValue}
 */
export function aliasOf(stack: Stack, group: Resource): Resource | undefined {
  const [lambda] = stack.holding(group.text("deploymentGroupName") ?? "", awsTypes.lambda.function);
  return stack
    .ofType(awsTypes.lambda.alias)
    .find(
      (alias) => lambda !== undefined && stack.named(alias, "functionName", awsTypes.lambda.function).includes(lambda),
    );
}
