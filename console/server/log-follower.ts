// Follows the functions' logs, each event once, by CloudWatch Logs' own interface.

import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { awsTypes } from "../../aws/resource-types";
import { type LogEvent, logGroupOf, readLogPages } from "../../ops/logs/read";
import type { SeenResource } from "../../program/monitor";
import { member } from "../../values/member";
import { reasonOf } from "./http";
import { physicalName } from "./picture/model";

/** Follows the logs of all functions. */
export interface LogFollower {
  /**
   * Reads what is new, and gives it to the listeners; each stream's events in their order. Calls at the same time are one.
   *
   * @returns what could not be read, and why
   */
  refresh(): Promise<readonly string[]>;
  /** Called with what is new. What was read before is given at once. */
  listen(listener: (events: readonly LogEvent[]) => void): void;
}

/** An event may become visible after a later one: so much of the past is read again. */
const overlapMs = 5_000;

/** @param since events from then on, epoch milliseconds */
export function createLogFollower(
  logs: Pick<CloudWatchLogsClient, "send">,
  resources: readonly SeenResource[],
  since: number,
): LogFollower {
  const groups = resources
    .filter(({ type }) => type === awsTypes.lambda.function)
    .map((resource) => {
      const functionName = physicalName(resource);
      const group = member(resource.inputs.loggingConfig, "logGroup");
      return {
        functionName,
        logGroupName: typeof group === "string" ? group : logGroupOf(functionName),
        from: since,
        seen: new Map<string, number>(),
      };
    });
  const listeners: ((events: readonly LogEvent[]) => void)[] = [];
  const past: LogEvent[] = [];
  let running: Promise<readonly string[]> | undefined;

  async function readGroup(group: (typeof groups)[number]): Promise<void> {
    const { functionName, logGroupName, from: startTime } = group;
    const met = new Map<string, number>();
    let last = startTime;
    for await (const page of readLogPages(logs, { functionName, logGroupName, startTime })) {
      const fresh = page.filter((event) => {
        const key = `${event.at} ${event.stream} ${event.text}`;
        const count = (met.get(key) ?? 0) + 1;
        met.set(key, count);
        return count > (group.seen.get(key) ?? 0);
      });
      last = Math.max(last, page.at(-1)?.at ?? 0);
      if (fresh.length === 0) continue;
      past.push(...fresh);
      for (const listener of listeners) listener(fresh);
    }
    group.from = Math.max(startTime, last - overlapMs);
    // Only what the next look can meet again is remembered.
    group.seen = new Map([...met].filter(([key]) => Number(key.split(" ", 1)[0]) >= group.from));
  }

  async function readAll(): Promise<readonly string[]> {
    const read = await Promise.allSettled(groups.map(readGroup));
    return read.flatMap((result, index) =>
      result.status === "rejected" && !isMissing(result.reason)
        ? [`the log of ${groups[index]?.functionName} could not be read: ${reasonOf(result.reason)}`]
        : [],
    );
  }

  return {
    refresh() {
      running ??= readAll().finally(() => {
        running = undefined;
      });
      return running;
    },
    listen(listener) {
      if (past.length > 0) listener(past);
      listeners.push(listener);
    },
  };
}

/** A function that was never called has no log yet. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}
