import { explain, UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { failureQueues } from "../queues/catalog";
import { giveTo } from "../replay/consumer";
import { type Orders, openOrders } from "../replay/orders";
import { damageOf, type ReconstructedChange, reconstruct } from "../replay/reconstruct";
import { counted } from "../text";

/** The records to publish again for one order, or why that is not possible. */
interface Plan {
  readonly orderId: string;
  readonly changes: readonly ReconstructedChange[];
  /** Versions that are neither in the table nor in the audit trail. */
  readonly gaps: readonly number[];
  readonly why?: string;
}

/**
 * Calls the publisher with the records of the table's stream, so that it publishes the confirmation request and the events of orders again.
 * Consumers deduplicate them as usual: no second confirmation is sent while the order's delivery record exists.
 */
export async function republish(context: OpsContext, input: InputOf<"republish">): Promise<ExitCode> {
  const { target, clients, console, signal } = context;
  const functionName = publisherOf(context);
  const orders = openOrders(clients.rawDynamo, clients.dynamo, target.outputs);
  const plans: Plan[] = [];
  for (const orderId of new Set(input.orders)) plans.push(await planOf(orders, orderId));
  const able = plans.filter(({ changes }) => changes.length > 0);
  if (!input.dryRun && able.length > 0) {
    await confirmChange(
      console,
      `Ask ${functionName} again for the confirmation and events of ${counted(able.length, "order")}, in ${target.title}?` +
        "\nAn order whose delivery is no longer kept gets one more email.",
      input.yes,
    );
  }
  const sent = new Set<string>();
  const failures = new Map<string, string>();
  for (const { orderId, changes } of input.dryRun ? [] : able) {
    if (signal.aborted) break;
    try {
      const records = changes.map(({ record }) => record);
      await giveTo(clients.lambdaOnce, functionName, records);
      sent.add(orderId);
    } catch (error) {
      failures.set(orderId, explain(error));
    }
  }
  const complete = input.dryRun
    ? able.length === plans.length
    : plans.every(({ orderId, gaps }) => sent.has(orderId) && gaps.length === 0);
  const results = plans.map(({ orderId, changes, gaps, why = failures.get(orderId) }) => ({
    orderId,
    republished: sent.has(orderId),
    changes: changes.map(({ version, status, at }) => ({ version, status, at })),
    ...(gaps.length > 0 && { unknownVersions: gaps }),
    ...(why !== undefined && { why }),
  }));
  const code = complete ? exitCodes.ok : exitCodes.failed;
  if (input.json) {
    console.sayJson({ dryRun: input.dryRun, stopped: signal.aborted, orders: results });
    return code;
  }
  for (const { orderId, republished, changes, unknownVersions, why } of results) {
    const states = changes.map(({ version, status }) => `${version} ${status}`).join(", ");
    const what = republished
      ? "published again"
      : input.dryRun && why === undefined
        ? "would be published again"
        : "not published";
    const lacks = unknownVersions === undefined ? "" : `; nobody knows version ${unknownVersions.join(", ")}`;
    console.say(
      cleanLine(
        `${orderId}: ${what}${states === "" ? "" : ` (${states})`}${lacks}${why === undefined ? "" : `: ${why}`}`,
      ),
    );
  }
  if (signal.aborted) console.say("stopped before the end");
  return code;
}

function publisherOf({ target }: OpsContext): string {
  const ways = failureQueues(target.outputs).map(({ wayBack }) => wayBack);
  const publisher = ways.find((way) => way.kind === "stream" && way.writes === "events");
  if (publisher?.kind !== "stream") throw new UsageError("the stack has no publisher of orders among its outputs");
  return publisher.functionName;
}

async function planOf(orders: Orders, orderId: string): Promise<Plan> {
  const image = await orders.item(orderId);
  if (image === undefined) return { orderId, changes: [], gaps: [], why: "there is no such order in the table" };
  const damage = damageOf(image);
  if (damage !== undefined) return { orderId, changes: [], gaps: [], why: damage };
  return { orderId, ...reconstruct(image, await orders.trail(orderId)) };
}
