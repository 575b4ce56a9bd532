import type { ComparedFlow, ComparedStep } from "../../console/contract";
import type { CallCount } from "../../ops/calls/counts";
import type { FlowEstimate } from "../../scripts/cost/estimate";

/** Largest difference of a step's calls from the model, as a share of the model. */
export const tolerance = 0.05;

/** Steps that somebody else than the shop's functions and its clients makes, by flow. */
const byOthers: Readonly<Record<string, readonly string[]>> = {
  "shipments: carrier event": ["event on the bus"], // carriers put it
  "notifications: delivered": ["publish to notifications-topic"], // whoever notifies
};

type Counter = (counts: readonly CallCount[], suffix: string) => number;

const writes = ["PutItem", "UpdateItem", "DeleteItem"];

/** What calls tell about a step, by the form of its name. Whatever a call's outcome, AWS bills it, but for what it never executed. */
const counters: readonly (readonly [form: RegExp, counter: (...names: string[]) => Counter])[] = [
  [/^API request$/, () => (counts) => sum(counts, ({ service }) => service === "execute-api")],
  [
    /^write to ([\w-]+)$/,
    (table = "") =>
      (counts, suffix) =>
        sum(counts, (one) => writes.includes(one.action) && isTable(one, `table/${table}-${suffix}`)),
  ],
  [
    /^read of ([\w-]+)$/,
    (table = "") =>
      (counts, suffix) =>
        sum(counts, (one) => one.action === "GetItem" && isTable(one, `table/${table}-${suffix}`)),
  ],
  [
    // An eventually consistent read is half a unit.
    /^recent orders of the customer$/,
    () => (counts, suffix) =>
      sum(counts, (one) => one.action === "Query" && one.resource.startsWith(`table/orders-table-${suffix}/index/`)) /
      2,
  ],
  [
    /^publish to (?!.*feedback)([\w-]+)$/,
    (topic = "") =>
      (counts, suffix) =>
        sum(counts, (one) => one.byFunction && one.service === "sns" && one.resource === `${topic}-${suffix}`),
  ],
  [
    /^event on the bus$/,
    () => (counts) => sum(counts, ({ byFunction, action }) => byFunction && action === "PutEvents"),
  ],
  [/^email$/, () => (counts) => sum(counts, ({ service, action }) => service === "ses" && action === "SendEmail")],
];

function isTable({ byFunction, service, resource }: CallCount, wanted: string): boolean {
  return byFunction && service === "dynamodb" && resource === wanted;
}

function sum(counts: readonly CallCount[], keep: (count: CallCount) => boolean): number {
  return counts.filter(keep).reduce((all, { entries }) => all + entries, 0);
}

/**
 * Compares the model's steps of one kind of event with the calls that such events caused.
 *
 * @param counts calls since before the first event until after the last one's
 * @param events that were caused
 * @param suffix of the environment
 */
export function compareFlow(
  { name, million }: FlowEstimate,
  counts: readonly CallCount[],
  events: number,
  suffix: string,
): ComparedFlow {
  const names = [...new Set(million.steps.map(({ what }) => what))];
  const steps = names.map((what): ComparedStep => {
    const own = million.steps.filter((step) => step.what === what);
    const modelled = own.reduce((all, { count }) => all + count, 0);
    const modelUsd = own.reduce((all, { usd }) => all + usd, 0);
    const counter = byOthers[name]?.includes(what) === true ? undefined : counterOf(what);
    if (counter === undefined) return { what, modelled, modelUsd, usd: modelUsd, differs: false };
    const called = counter(counts, suffix) / events;
    const usd = (called * modelUsd) / modelled;
    return { what, modelled, called, modelUsd, usd, differs: Math.abs(called - modelled) > tolerance * modelled };
  });
  const total = (of: (step: ComparedStep) => number) => steps.reduce((all, step) => all + of(step), 0);
  return { name, events, steps, modelUsd: total(({ modelUsd }) => modelUsd), usd: total(({ usd }) => usd) };
}

function counterOf(what: string): Counter | undefined {
  for (const [form, counter] of counters) {
    const found = form.exec(what);
    if (found !== null) return counter(...found.slice(1));
  }
  return undefined;
}

/** Counters of one time without those of an earlier time. */
export function since(before: readonly CallCount[], after: readonly CallCount[]): readonly CallCount[] {
  const keyOf = ({ byFunction, caller, service, action, resource }: CallCount) =>
    JSON.stringify([byFunction, caller, service, action, resource]);
  const earlier = new Map(before.map((count) => [keyOf(count), count]));
  return after.flatMap((count) => {
    const old = earlier.get(keyOf(count));
    const calls = count.calls - (old?.calls ?? 0);
    if (calls === 0) return [];
    // What the comparison reads; times and sizes are not asked for here.
    return [{ ...count, calls, entries: count.entries - (old?.entries ?? 0) }];
  });
}
