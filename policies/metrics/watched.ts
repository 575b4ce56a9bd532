import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { isRollbackAlarm } from "../wiring/rollout";
import { type Alarm, readAlarm } from "./alarm";
import { type KindId, kindOf } from "./kinds";

/** The stack's alarms, looked up by what they watch. */
export interface Watched {
  /**
   * Alarms of a kind whose metrics all have exactly these dimensions. @throws {UnknownValue} there is none, but an alarm that is not known
   * yet might fit
   */
  readonly by: (kind: KindId, dimensions: Readonly<Record<string, string>>) => readonly Alarm[];
  /** Alarms on one of the program's own metrics with these dimensions. @throws {UnknownValue} */
  readonly byCustom: (metric: string, dimensions: Readonly<Record<string, string>>) => readonly Alarm[];
}

/** Reads all alarms of a stack once. */
export function watchedIn(stack: Stack): Watched {
  const found = new Map<string, Alarm[]>();
  let gap: UnknownValue | undefined;
  for (const resource of stack.ofType(awsTypes.cloudwatch.metricAlarm)) {
    try {
      // An alarm that takes back roll-outs calls nobody.
      if (isRollbackAlarm(stack, resource)) continue;
      const alarm = readAlarm(resource);
      const key = alarmKey(alarm);
      if (key !== undefined) found.set(key, [...(found.get(key) ?? []), alarm]);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      gap = error;
    }
  }
  const look = (key: string) => {
    const alarms = found.get(key) ?? [];
    if (alarms.length === 0 && gap !== undefined) throw gap;
    return alarms;
  };
  return {
    by: (kind, dimensions) => look(keyFor(kind, "", dimensions)),
    byCustom: (metric, dimensions) => look(keyFor("custom", metric, dimensions)),
  };
}

/** Every dimension set under which CloudWatch publishes a function's metrics: of all calls, and of each alias. */
export function functionDimensions(stack: Stack, lambda: Resource): readonly Readonly<Record<string, string>>[] {
  const FunctionName = lambda.text("name") ?? "";
  const aliases = stack
    .ofType(awsTypes.lambda.alias)
    .filter((alias) => stack.named(alias, "functionName", lambda.type).includes(lambda));
  return [
    { FunctionName },
    ...aliases.map((alias) => ({ FunctionName, Resource: `${FunctionName}:${alias.text("name")}` })),
  ];
}

function alarmKey(alarm: Alarm): string | undefined {
  const kind = kindOf(alarm);
  const keys = alarm.metrics.map(({ name, dimensions }) =>
    keyFor(kind?.id ?? "custom", kind?.id === "custom" ? name : "", dimensions),
  );
  // Dividing the errors of one function by the calls of another gives no error rate.
  return kind === undefined || new Set(keys).size !== 1 ? undefined : keys[0];
}

function keyFor(kind: KindId, metric: string, dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify([kind, metric, Object.entries(dimensions).sort()]);
}
