import { setTimeout as delay } from "node:timers/promises";
import { PublishVersionCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { type LogEvent, readLogEvents } from "../../alarms/log-events";
import { UnexpectedAnswerError } from "../http";
import { operatorsCommand } from "../operators-command";
import { type Person, person } from "../people";
import { inParallel, until } from "../poll";
import { placeOrder, type Traffic } from "../traffic";

/** Orders before the command is started, and after it has ended. */
const ordersAround = 10;
/** Customers who order at the same time, each the next order a little after the last. */
const shoppers: readonly Person[] = ["rhoda-release", "ravi-release"].map((name) => person(name));
const pauseMs = 150;

/** Orders of one part of a release. */
export interface ReleasePhase {
  readonly name: "before" | "during" | "after";
  /** Correlation ids of those that the API took. */
  readonly taken: readonly string[];
  /** In words, those that it did not. */
  readonly failed: readonly string[];
}

/**
 * A new version of the function that takes orders is published, as `pulumi up` does, and `npm run ops -- rollout` shifts the calls to it while
 * orders go on. Which version answered whom is read from the function's log.
 */
export async function release(traffic: Traffic): Promise<string> {
  const { aws, outputs, journal, stack, signal } = traffic;
  if (stack.codeDeploy === undefined) {
    journal.notChecked.push({ id: "X12", detail: "nothing rolls out step by step on this emulator" });
    return "not here";
  }
  const FunctionName = outputs.orders.functionNames.create;
  const before = await orders(traffic, "before", (done) => done < ordersAround);
  await aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: "Rehearsed release" }));
  const { Version: published = "" } = await aws.lambda.send(new PublishVersionCommand({ FunctionName }));
  let ended = false;
  const command = operatorsCommand(["rollout", "--yes", "--function", FunctionName], { signal }).finally(() => {
    ended = true;
  });
  const during = await orders(traffic, "during", () => !ended);
  const { code, stdout, stderr } = await command;
  const after = await orders(traffic, "after", (done) => done < ordersAround);

  const phases = [before, during, after];
  let versions: ReadonlyMap<string, string> = new Map();
  await until(
    async () => {
      versions = versionsIn(await readLogEvents(aws, [FunctionName]));
      return { ok: phases.every(({ taken }) => taken.every((id) => versions.has(id))), detail: String(versions.size) };
    },
    { signal, stretch: traffic.stretch, limitMs: 5_000 },
  );
  const { wrong, calls } = judgeRelease(phases, versions, published);
  if (code !== 0) wrong.unshift(`the command ended with ${code}: ${stdout.trim()} ${stderr.trim()}`.trim());
  const detail =
    wrong.length === 0
      ? `version ${published} of ${FunctionName} was published and rolled out under traffic by \`ops rollout\`: no request failed. Calls answered ${calls}`
      : wrong.join("; ");
  journal.observe("stack", "X12", wrong.length === 0, detail);
  return `${phases.reduce((sum, { taken }) => sum + taken.length, 0)} orders meanwhile: ${calls}`;
}

/** Orders go on as long as `more` says, given how many were sent so far. */
async function orders(
  traffic: Traffic,
  name: ReleasePhase["name"],
  more: (done: number) => boolean,
): Promise<ReleasePhase> {
  const taken: string[] = [];
  const failed: string[] = [];
  let sent = 0;
  await inParallel(shoppers, shoppers.length, async (shopper) => {
    while (more(sent)) {
      sent += 1;
      try {
        taken.push((await placeOrder(traffic, { person: shopper })).correlationId);
      } catch (error) {
        if (!(error instanceof UnexpectedAnswerError)) throw error;
        failed.push(error.message);
      }
      await delay(pauseMs, undefined, { signal: traffic.signal });
    }
  });
  return { name, taken, failed };
}

/** The version that answered each call, by the correlation id in the call's own log stream. */
export function versionsIn(events: readonly LogEvent[]): ReadonlyMap<string, string> {
  const versionOf = new Map<string, string>();
  const found = new Map<string, string>();
  for (const { stream, text } of events) {
    const [, version] = /^START RequestId: \S+ Version: (\S+)/.exec(text) ?? [];
    if (version !== undefined) versionOf.set(stream, version);
    const running = versionOf.get(stream);
    if (running === undefined) continue;
    for (const [, id] of text.matchAll(/"correlationId":"([^"]+)"/g)) if (id !== undefined) found.set(id, running);
  }
  return found;
}

/**
 * What the callers of a release must have seen: no failure; before it no call of the new version, meanwhile both versions at the same time,
 * afterwards the new one alone.
 *
 * @returns what is wrong, and the calls of each version in words
 */
export function judgeRelease(
  phases: readonly ReleasePhase[],
  versions: ReadonlyMap<string, string>,
  published: string,
): { readonly wrong: string[]; readonly calls: string } {
  const wrong: string[] = [];
  const texts = phases.map(({ name, taken, failed }) => {
    const counts = new Map<string, number>();
    for (const id of taken) {
      const version = versions.get(id) ?? "unknown";
      counts.set(version, (counts.get(version) ?? 0) + 1);
    }
    if (failed.length > 0) wrong.push(`${failed.length} requests failed ${name} the roll-out, the first: ${failed[0]}`);
    const isNew = counts.has(published);
    const others = [...counts.keys()].filter((version) => version !== published);
    if (name === "before" ? isNew : !isNew)
      wrong.push(`version ${published} answered ${isNew ? "calls" : "nobody"} ${name} the roll-out`);
    if (name === "after" ? others.length > 0 : others.length !== 1)
      wrong.push(`${name} the roll-out other versions answered: ${others.join(", ") || "none"}`);
    const answered = taken.map((id) => versions.get(id));
    const together = answered.indexOf(published) < answered.findLastIndex((version) => version !== published);
    if (name === "during" && isNew && others.length > 0 && !together)
      wrong.push(`version ${published} answered only when no other did any more`);
    if (counts.has("unknown")) wrong.push(`${counts.get("unknown")} calls ${name} the roll-out are in no log`);
    const shares = [...counts]
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([version, count]) => `version ${version} ${count}`);
    return `${name}: ${shares.join(", ") || "none"}`;
  });
  return { wrong, calls: texts.join("; ") };
}
