import { readIndex } from "../../../ops/stack/index-reader";
import { textOf } from "../../../ops/stack/tables";
import { inBurst } from "../burst";
import type { Check, CheckContext } from "./check";
import { verdict } from "./check";
import { metricsCheck } from "./metrics";
import { notificationCorrelation } from "./notifications-correlation";
import { declaredPaths, environmentOf, notificationsDeclared } from "./notifications-declared";
import { failuresNotified } from "./notified-failures";

/** Every notification has its expected outcome: none is missing, none is in progress. */
export const notificationsEnded: Check = {
  pipeline: "notifications",
  ids: ["N3", "N4", "N10"],
  async look({ traffic, evidence }) {
    const items = await evidence.notifications();
    const wrong: string[] = [];
    const counts = new Map<string, number>();
    for (const { what, notificationId, correlationId, expectedOutcome, reason } of traffic.journal.notifications) {
      const item = items.get(notificationId);
      const status = textOf(item, "status");
      counts.set(expectedOutcome, (counts.get(expectedOutcome) ?? 0) + 1);
      const ended =
        expectedOutcome === "TOLD" ? status === "DELIVERED" || status === "FAILED" : status === expectedOutcome;
      if (!ended) wrong.push(`'${what}' (${notificationId}) is ${status || "missing"}, not ${expectedOutcome}`);
      else if (reason !== undefined && textOf(item, "reason") !== reason)
        wrong.push(`'${what}' failed for ${textOf(item, "reason")}, not ${reason}`);
      else if (
        status === "FAILED" &&
        ["errorName", "errorMessage", "stack", "attempt"].some((field) => textOf(item, field) === "")
      )
        wrong.push(`'${what}' failed without a name, message, stack or attempt`);
      else if (textOf(item, "correlationId") !== correlationId) wrong.push(`'${what}' has lost its correlation id`);
    }
    const { tableName } = traffic.outputs.notifications;
    for (const status of ["DELIVERED", "FAILED"]) {
      const found = await readIndex(traffic.aws.dynamo, {
        tableName,
        indexName: "StatusIndex",
        key: "status",
        shards: traffic.outputs.stack.indexShards,
        value: status,
      });
      const expected = [...items.values()].filter((item) => textOf(item, "status") === status).length;
      if (found.length !== expected || found.some((item) => textOf(item, "timestamp") === ""))
        wrong.push(`StatusIndex finds ${found.length} of ${expected} notifications that are ${status}`);
    }
    const summary = [...counts].map(([expectedOutcome, count]) => `${count} ${expectedOutcome}`).join(", ");
    return verdict(
      wrong,
      `${traffic.journal.notifications.length} notifications, each recorded once and found by status: ${summary}${inBurst(traffic.journal.bursts, "notifications")}`,
    );
  },
};

/** Compares the posts in the chat room with the table: nothing was posted twice, and nothing is wrongly recorded as posted. */
export const postedOnce: Check = {
  pipeline: "notifications",
  ids: ["N4"],
  async look({ traffic, evidence }) {
    const posts = traffic.stack.webhook?.posts();
    if (posts === undefined) return { ok: true, detail: "no chat room here: the topic's emails are the channel" };
    const items = await evidence.notifications();
    const taken = new Map<string, number>();
    for (const post of posts) if (post.taken) taken.set(post.notificationId, (taken.get(post.notificationId) ?? 0) + 1);
    const wrong = [...taken].flatMap(([id, times]) => (times > 1 ? [`the room has ${id} ${times} times`] : []));
    for (const [id, item] of items) {
      if (textOf(item, "status") === "DELIVERED" && taken.get(id) !== 1)
        wrong.push(`${id} is DELIVERED, and the room has it not`);
    }
    for (const id of taken.keys()) if (!items.has(id)) wrong.push(`the room has ${id}, and the table has it not`);
    for (const { what, notificationId, posts: expected } of traffic.journal.notifications) {
      const found = taken.get(notificationId) ?? 0;
      if (expected !== undefined && found !== expected)
        wrong.push(`'${what}' is ${found} times in the room, not ${expected}`);
    }
    return verdict(
      wrong,
      `${posts.length} calls of the webhook, ${taken.size} notifications taken, none twice; duplicates of one message id, a second message with the key of the first, and a call whose attempt died, made no second one`,
    );
  },
};

/**
 * Each failure has one email that names it, and no other. If it is unknown whether SES took one, an operator may
 * permit one more: then there may be so many more.
 */
export const fallbacks: Check = {
  pipeline: "notifications",
  ids: ["N5"],
  needsInspection: true,
  needsProxy: true,
  async look(context) {
    const items = await context.evidence.notifications();
    const emails = await context.evidence.fallbackEmails();
    const wrong: string[] = [];
    const permitted = permits(context);
    let failed = 0;
    for (const [id, item] of items) {
      const own = emails.filter(({ BodyText }) => BodyText?.includes(id) === true);
      const due = textOf(item, "status") === "FAILED" ? 1 : 0;
      failed += due;
      const most = due + (permitted.get(id) ?? 0);
      if (own.length < due || own.length > most)
        wrong.push(`${own.length} fallback emails instead of ${due === most ? due : `${due} to ${most}`} for ${id}`);
      const namesFailure = own.every(({ BodyText }) => BodyText?.includes(textOf(item, "errorMessage")) === true);
      if (!namesFailure) wrong.push(`the fallback email of ${id} does not say what failed`);
      if (due === 1 && textOf(item, "stage") !== "FALLBACK_SENT")
        wrong.push(`the fallback of ${id} is ${textOf(item, "stage")}`);
    }
    const strangers = emails.filter(({ BodyText }) => ![...items.keys()].some((id) => BodyText?.includes(id) === true));
    if (strangers.length > 0) wrong.push(`${strangers.length} fallback emails name no notification`);
    wrong.push(...retried(context, items));
    return verdict(
      wrong,
      `${failed} failed notifications, ${emails.length} fallback emails: one each${emails.length > failed ? `, and ${emails.length - failed} more that operators permitted` : ""}, with error and notification id; one that SES refused went out at the next attempt`,
    );
  },
};

/** How often an operator permitted one more fallback of a notification. */
function permits({ traffic }: CheckContext): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { subject, permitted } of traffic.journal.redriven)
    if (permitted && subject.kind === "notification") counts.set(subject.id, (counts.get(subject.id) ?? 0) + 1);
  return counts;
}

function retried({ traffic }: CheckContext, items: ReadonlyMap<string, Readonly<Record<string, unknown>>>): string[] {
  return traffic.journal.notifications
    .filter(({ what }) => what.startsWith("a fallback"))
    .flatMap(({ notificationId }) => {
      const item = items.get(notificationId);
      const tries = Number(textOf(item, "fallbackAttempts"));
      return tries === 2 ? [] : [`the refused fallback was tried ${tries} times, not twice`];
    });
}

/** The webhook's URL appears in no place that operators or customers see. */
export const secretKept: Check = {
  pipeline: "notifications",
  ids: ["X16"],
  async look({ traffic, evidence }) {
    const address = traffic.stack.webhook?.url;
    if (address === undefined) return { ok: true, detail: "no webhook is configured here" };
    const secret = new URL(address).pathname;
    const entries: readonly (readonly [string, string])[] = [
      ["the outputs", JSON.stringify(traffic.outputs)],
      ["the notifications table", JSON.stringify([...(await evidence.notifications()).values()])],
      ["the error log", JSON.stringify(await evidence.errors())],
      ["the logs", (await evidence.logs()).map(({ text }) => text).join("\n")],
      ["the fallback emails", JSON.stringify(await evidence.fallbackEmails())],
      ["the function's environment", JSON.stringify(await environmentOf(traffic))],
    ];
    const wrong = entries.flatMap(([where, text]) =>
      text.includes(secret) ? [`the webhook's address stands in ${where}`] : [],
    );
    return verdict(
      wrong,
      `the webhook's address stands in none of ${entries.length} places: ${entries.map(([where]) => where).join(", ")}`,
    );
  },
};

/** Notifications and messages that are still waiting. */
export const notificationsSettled: Check = {
  pipeline: "notifications",
  ids: ["N2"],
  needsInspection: true,
  async look({ traffic, evidence }) {
    const { deliveryDeadLetterQueueUrl, failureQueueUrl } = traffic.outputs.notifications;
    const wrong: string[] = [];
    for (const url of [deliveryDeadLetterQueueUrl, failureQueueUrl]) {
      const found = await evidence.queue(url);
      if (found.length > 0) wrong.push(`${found.length} messages in ${url.split("/").at(-1)}`);
    }
    wrong.push(...(await declaredPaths(traffic)));
    return verdict(
      wrong,
      "SNS calls the processor through its alias, with dead letters for what it cannot hand over; Lambda's retries end in the failure queue; both are empty",
    );
  },
};

const notificationMetrics: Check = {
  ...metricsCheck(
    "notifications",
    ["N6"],
    ["notificationsDelivered", "notificationsFailed", "notificationLatency", "fallbacksSent", "fallbacksFailed"],
  ),
  needsProxy: true,
};

/** Those that are awaited before the others run. */
export const notificationsSettling: readonly Check[] = [notificationsEnded, failuresNotified];

/** All of them, as the report lists them. */
export const notificationChecks: readonly Check[] = [
  ...notificationsSettling,
  ...[
    postedOnce,
    fallbacks,
    notificationsSettled,
    notificationsDeclared,
    secretKept,
    notificationMetrics,
    notificationCorrelation,
  ],
];
