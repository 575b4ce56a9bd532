import { readIndex } from "../../../ops/stack/index-reader";
import { textOf } from "../../../ops/stack/tables";
import type { InboxEmail } from "../../ses/query";
import { inBurst } from "../burst";
import type { EmailOutcome } from "../journal";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

interface Expected {
  readonly orderId: string;
  readonly email: string;
  readonly expectedOutcome: EmailOutcome;
  readonly throttled: number;
}

/** Every requested confirmation, once. */
export function expectedEmails({ journal }: Traffic): readonly Expected[] {
  const all = new Map<string, Expected>();
  for (const { order, body, expectedOutcome, throttled = 0 } of journal.placed) {
    all.set(order.orderId, { orderId: order.orderId, email: body.customerEmail, expectedOutcome, throttled });
  }
  for (const { orderId, email, expectedOutcome = "DELIVERED" } of journal.handed)
    all.set(orderId, { orderId, email, expectedOutcome, throttled: 0 });
  return [...all.values()];
}

/** One email for each order, none for suppressed addresses, and no others. */
export const oneEmailEach: Check = {
  pipeline: "confirmations",
  ids: ["E1", "E4", "E9"],
  needsInspection: true,
  async look({ traffic, evidence }) {
    const emails = await evidence.emailsByOrder();
    const wrong: string[] = [];
    const expected = expectedEmails(traffic);
    for (const { orderId, email, expectedOutcome } of expected) {
      const found = emails.get(orderId) ?? [];
      const due = expectedOutcome === "SUPPRESSED" ? 0 : 1;
      if (found.length !== due) wrong.push(`${found.length} emails instead of ${due} for order ${orderId} (${email})`);
      else if (due === 1 && found[0]?.To.join() !== email)
        wrong.push(`the email of ${orderId} went to ${found[0]?.To.join()}`);
    }
    const unknown = emails.get("unknown")?.length ?? 0;
    if (unknown > 0 && traffic.stack.target.bundled) wrong.push(`${unknown} emails about no order of ours`);
    const copies = traffic.journal.handed.reduce((sum, entry) => sum + entry.copies, 0);
    return verdict(
      wrong,
      `${expected.length} confirmations asked for (${copies} messages straight to topic and queue, duplicates among them), one email each; none to a suppressed address${inBurst(traffic.journal.bursts, "confirmations")}`,
    );
  },
};

/** Each delivery has reached the state that SES's events lead to, and is found by order and by address. */
export const expectedOutcomes: Check = {
  pipeline: "confirmations",
  ids: ["E7"],
  needsProxy: true,
  async look({ traffic, evidence }) {
    const deliveries = await evidence.deliveries();
    const wrong: string[] = [];
    const counts = new Map<string, number>();
    for (const { orderId, email, expectedOutcome } of expectedEmails(traffic)) {
      const delivery = deliveries.get(orderId);
      const status = textOf(delivery, "status");
      counts.set(expectedOutcome, (counts.get(expectedOutcome) ?? 0) + 1);
      if (status !== expectedOutcome)
        wrong.push(`order ${orderId} (${email}) is ${status === "" ? "missing" : status}, not ${expectedOutcome}`);
      else if (textOf(delivery, "address") !== email.toLowerCase()) wrong.push(`${orderId} has another address`);
    }
    const sample = expectedEmails(traffic)[0];
    if (wrong.length === 0 && sample !== undefined) {
      const found = await readIndex(traffic.aws.dynamo, {
        tableName: traffic.outputs.confirmations.deliveriesTableName,
        indexName: "AddressIndex",
        key: "address",
        value: sample.email.toLowerCase(),
      });
      if (!found.some((item) => textOf(item, "orderId") === sample.orderId))
        wrong.push(`${sample.email} is not found by address`);
    }
    const summary = [...counts].map(([expectedOutcome, count]) => `${count} ${expectedOutcome}`).join(", ");
    return verdict(wrong, `deliveries, found by order and by address: ${summary}`);
  },
};

/** Bounced and complaining addresses, and no others, get no more email. */
export const suppressions: Check = {
  pipeline: "confirmations",
  ids: ["E6"],
  needsProxy: true,
  async look({ traffic, evidence }) {
    const found = [...(await evidence.suppressions()).keys()].sort();
    const gone = traffic.journal.placed.filter(
      ({ expectedOutcome }) => expectedOutcome === "BOUNCED" || expectedOutcome === "COMPLAINED",
    );
    const expected = [...new Set(gone.map(({ body }) => body.customerEmail.toLowerCase()))].sort();
    const wrong =
      found.join() === expected.join()
        ? []
        : [`suppressed are ${found.join(", ") || "none"}, not ${expected.join(", ")}`];
    return verdict(
      wrong,
      `${expected.length} addresses suppressed after a bounce or a complaint; their next orders were not emailed`,
    );
  },
};

/** Emails that SES refused for a while were sent afterwards, and not earlier. */
export const backoff: Check = {
  pipeline: "confirmations",
  ids: ["E5"],
  needsProxy: true,
  async look({ traffic, evidence }) {
    const deliveries = await evidence.deliveries();
    const throttled = expectedEmails(traffic).filter((entry) => entry.throttled > 0);
    const wrong = throttled.flatMap(({ orderId, throttled: times }) => {
      const attempts = Number(textOf(deliveries.get(orderId), "attempts"));
      return attempts >= times + 1
        ? []
        : [`order ${orderId} was sent after ${attempts} attempts although SES refused ${times}`];
    });
    const left = traffic.stack.proxy?.faults.left() ?? 0;
    if (left > 0) wrong.push(`${left} faults of SES were never met`);
    return verdict(
      wrong,
      `${throttled.length} emails refused twice by a throttling SES, sent by the third attempt, once each`,
    );
  },
};

/** Calls to SES have the configuration set and tags, without which SES would publish no events. */
export const sendCalls: Check = {
  pipeline: "confirmations",
  ids: ["E2", "E3"],
  needsProxy: true,
  async look({ traffic }) {
    const { configurationSetName } = traffic.outputs.confirmations;
    // Fallbacks of notifications go out with a set of their own.
    const calls = (traffic.stack.proxy?.emails.all() ?? []).filter(({ tags }) => tags.notificationId === undefined);
    const expected = new Set(expectedEmails(traffic).map(({ orderId }) => orderId));
    const wrong = calls.flatMap(({ configurationSet, tags, messageId }) => {
      if (configurationSet !== configurationSetName)
        return [`email ${messageId} was sent with the set ${configurationSet ?? "(none)"}`];
      return expected.has(tags.orderId ?? "")
        ? []
        : [`email ${messageId} carries the order ${tags.orderId ?? "(none)"}`];
    });
    if (calls.length === 0) wrong.push("SES was never called");
    return verdict(
      wrong,
      `${calls.length} emails handed to SES with the configuration set ${configurationSetName} and their order's tag`,
    );
  },
};

/** Emails contain what was ordered, in both forms, and nothing that a customer typed becomes markup. */
export const contents: Check = {
  pipeline: "confirmations",
  ids: ["E3"],
  needsInspection: true,
  async look({ traffic, evidence }) {
    const emails = await evidence.emailsByOrder();
    const { senderAddress } = traffic.outputs.confirmations;
    const wrong: string[] = [];
    let looked = 0;
    for (const { order, body } of traffic.journal.placed) {
      for (const email of emails.get(order.orderId) ?? []) {
        looked += 1;
        const fault = faultOf(email, order.total, senderAddress);
        if (fault !== undefined) wrong.push(`email of ${order.orderId} (${body.currency}): ${fault}`);
      }
    }
    return verdict(
      wrong,
      `${looked} emails in HTML and text, each with its total; names with markup in them are shown as text`,
    );
  },
};

function faultOf(email: InboxEmail, total: string, senderAddress: string): string | undefined {
  const text = email.BodyText ?? "";
  const html = email.BodyHtml ?? "";
  if (!email.Source.includes(senderAddress)) return `sent by ${email.Source}`;
  if (text === "" || html === "") return "one of its two forms is empty";
  for (const form of [text, html])
    if (!form.replaceAll(",", "").includes(total)) return `the total ${total} is not in it`;
  if (/<script|<b>Mallory|<i>Injection/i.test(html)) return "markup of a customer's stands in its HTML";
  return undefined;
}
