import {
  type FaultRule,
  FaultRuleError,
  type FaultRuleInput,
  type FaultState,
  readFaultRule,
} from "../../ops/faults/rule";
import { createFractions } from "../../values/fractions";
import { createTokenBucket } from "../../values/token-bucket";
import type { Caller } from "../proxy/record";
import type { AwsRequest } from "../proxy/request";

/** A rule that meets a call. */
export type Fault = FaultRule & { readonly id: string };

/** Calls of functions that are to fail. */
export interface FaultEngine {
  /** @returns the rule's id. @throws {FaultRuleError} it is wrong, its id is taken, or there are too many */
  add(rule: FaultRuleInput): string;
  /** Ends one rule, or all of them. @returns how many were ended; ended rules stay in the list */
  clear(id?: string): number;
  /** Every rule that was added, oldest first. */
  list(): readonly FaultState[];
  /** Calls that rules with a number of times are still to meet. */
  left(): number;
  /** The first rule that meets this call, now counted; undefined: no fault. */
  take(call: AwsRequest, caller: Caller): Fault | undefined;
}

/** More would make every call slow, and nobody reads so long a list. */
const mostRules = 1_000;

interface Entry {
  readonly rule: Fault;
  readonly addedAt: number;
  readonly fractions: () => number;
  /** Of a rule with a limit: whether a call is within it. */
  readonly withinLimit: ((at: number) => boolean) | undefined;
  cleared: boolean;
  matched: number;
  hit: number;
}

/** What the engine depends on. */
export interface FaultEngineOptions {
  /** Epoch milliseconds. @default the clock */
  readonly now?: () => number;
  /** The environment's suffix, which names in rules may leave out; asked for at every call. @default none */
  readonly suffix?: () => string | undefined;
  /** Whether the process that made a call can be killed. @default it can */
  readonly canKill?: () => boolean;
}

export function createFaultEngine(options: FaultEngineOptions = {}): FaultEngine {
  const { now = Date.now, suffix = () => undefined, canKill = () => true } = options;
  const entries: Entry[] = [];
  let added = 0;

  const isActive = ({ rule, addedAt, cleared, hit }: Entry) =>
    !cleared && now() < addedAt + rule.forSeconds * 1_000 && hit < (rule.times ?? Number.POSITIVE_INFINITY);

  return {
    add(input) {
      const read = readFaultRule(input);
      const rule: Fault = { ...read, id: read.id ?? `fault-${added + 1}` };
      if (entries.some((entry) => entry.rule.id === rule.id && isActive(entry)))
        throw new FaultRuleError([`id must be new, "${rule.id}" is that of an active rule`]);
      if (rule.effect === "kill" && !canKill())
        throw new FaultRuleError(['effect "kill" needs Linux, whose /proc tells which process made a call']);
      const ended = entries.findIndex((entry) => !isActive(entry));
      if (entries.length >= mostRules && ended < 0)
        throw new FaultRuleError([`there may be at most ${mostRules} active rules, and there are ${entries.length}`]);
      if (entries.length >= mostRules) entries.splice(ended, 1);
      added += 1;
      const withinLimit = rule.perSecond === undefined ? undefined : createTokenBucket(rule.perSecond);
      const fractions = createFractions(rule.seed);
      entries.push({ rule, addedAt: now(), fractions, withinLimit, cleared: false, matched: 0, hit: 0 });
      return rule.id;
    },
    clear(id) {
      const ending = entries.filter((entry) => isActive(entry) && (id === undefined || entry.rule.id === id));
      for (const entry of ending) entry.cleared = true;
      return ending.length;
    },
    list: () =>
      entries.map((entry) => {
        const { rule, addedAt, matched, hit } = entry;
        return { rule, addedAt, active: isActive(entry), matched, hit };
      }),
    left: () =>
      entries
        .filter(isActive)
        .reduce((sum, { rule, hit }) => sum + (rule.times === undefined ? 0 : rule.times - hit), 0),
    take(call, caller) {
      if (entries.length === 0 || caller.kind === "administrator" || caller.kind === "client") return undefined;
      for (const entry of entries) {
        if (!isActive(entry) || !matches(entry.rule, call, caller, suffix())) continue;
        entry.matched += 1;
        if (entry.withinLimit?.(now() / 1_000) === true) continue;
        if (entry.fractions() >= entry.rule.rate) continue;
        entry.hit += 1;
        return entry.rule;
      }
      return undefined;
    },
  };
}

function matches(rule: Fault, call: AwsRequest, caller: Caller, suffix: string | undefined): boolean {
  const named = (wanted: string, name: string | undefined) =>
    name !== undefined && (name === wanted || (suffix !== undefined && name === `${wanted}-${suffix}`));
  const { function: functionName, service, action, resource, recipient } = rule;
  if (functionName !== undefined && !(caller.kind === "function" && named(functionName, caller.name))) return false;
  if (service !== undefined && service !== call.service) return false;
  if (action !== undefined && action !== call.action) return false;
  if (resource !== undefined && !namesOf(call.resource).some((name) => named(resource, name))) return false;
  if (recipient !== undefined && call.email?.recipients.includes(recipient) !== true) return false;
  return rule.effect !== "partial-failure" || call.action === "PutEvents";
}

/** Names by which a rule may mean a resource: `table/orders/index/i`, `table/orders`, `orders`. */
function namesOf(resource: string | undefined): readonly string[] {
  if (resource === undefined) return [];
  const table = resource.replace(/\/index\/.*$/, "");
  const own = table.replace(/^[^/:]+[/:]/, "");
  return [resource, table, own, ...own.split(",")];
}
