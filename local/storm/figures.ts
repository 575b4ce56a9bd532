import { callsOfFunctions } from "../../ops/calls/counts";
import type { CallProxy } from "../proxy/proxy";
import type { Traffic } from "../traffic/traffic";
import { faultsByEffect } from "./faults";
import type { Recovery } from "./recover";

/** Size of a storm, and what recovery took. */
export interface StormFigures {
  readonly traffic: Pick<Traffic, "journal" | "stack">;
  readonly proxy: {
    readonly calls: Pick<CallProxy["calls"], "counts">;
    readonly faults: Pick<CallProxy["faults"], "list">;
  };
  /** Killed workers by function. */
  readonly kills: ReadonlyMap<string, number>;
  /** That the orders took. */
  readonly requests: number;
  /** Of the chat room. */
  readonly roomFaults: number;
  readonly commands: readonly Recovery[];
}

/** The figures as text, a line for each kind. */
export function figuresOf({ traffic, proxy, kills, requests, roomFaults, commands }: StormFigures): readonly string[] {
  const { placed, handed, carriers, notifications } = traffic.journal;
  const events = carriers.reduce((sum, { entries }) => sum + entries.length, 0);
  const messages = handed.length + events + notifications.length;
  const deadLetters = new Map<string, number>();
  for (const { queue, deadLetters: count } of commands) deadLetters.set(queue, (deadLetters.get(queue) ?? 0) + count);
  const { asynchronous } = traffic.stack;
  const faults = faultsByEffect(proxy.faults.list());
  return [
    `faults: ${sum(faults.values()) + roomFaults}, in ${callsOfFunctions(proxy.calls.counts())} calls: ${listed([...faults, ["chat room", roomFaults]])}`,
    `workers killed: ${sum(kills.values())}: ${listed([...kills])}`,
    `orders: ${placed.length}, by ${requests} requests`,
    `messages straight in: ${messages}: ${listed([
      ["confirmations", handed.length],
      ["shipment events", events],
      ["notifications", notifications.length],
    ])}`,
    ...(asynchronous === undefined
      ? []
      : [
          `asynchronous invocations: ${asynchronous.counts().events}, with ${asynchronous.counts().retries} retries, ${asynchronous.counts().givenUp} given up`,
        ]),
    `dead letters sent back: ${sum(deadLetters.values())}: ${listed([...deadLetters])}`,
    `commands run: ${commands.length}`,
  ];
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((total, count) => total + count, 0);
}

/** `12 error, 3 late`, the most first. */
function listed(counts: readonly (readonly [string, number])[]): string {
  const sorted = counts.filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${count} ${name}`).join(", ") || "none";
}
