import { awsTypes } from "../../aws/resource-types";
import { remembered } from "../../values/remembered";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
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

/** Alarms that CodeDeploy asks about, and that call nobody. @throws {UnknownValue} it is in no list that is known, and one is not known yet */
export function isRollbackAlarm(stack: Stack, alarm: Resource): boolean {
  const { alarms, gap } = allRollbackAlarms(stack);
  if (alarms.has(alarm)) return true;
  if (gap !== undefined) throw gap;
  return false;
}

interface RollbackAlarms {
  readonly alarms: ReadonlySet<Resource>;
  readonly gap: UnknownValue | undefined;
}

const ofStacks = new WeakMap<Stack, RollbackAlarms>();

/** Of all groups, read once: every alarm is asked about, by several rules. */
function allRollbackAlarms(stack: Stack): RollbackAlarms {
  return remembered(ofStacks, stack, readRollbackAlarms);
}

function readRollbackAlarms(stack: Stack): RollbackAlarms {
  const alarms = new Set<Resource>();
  let gap: UnknownValue | undefined;
  for (const group of stack.ofType(awsTypes.codedeploy.deploymentGroup)) {
    try {
      for (const { alarm } of rollbackAlarmsOf(stack, group)) if (alarm !== undefined) alarms.add(alarm);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      gap = error;
    }
  }
  return { alarms, gap };
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
