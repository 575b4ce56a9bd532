import { expect } from "chai";
import type { InboxEmail } from "../../../local/ses/query";
import { expectedTotal, orderBody } from "../../../local/traffic/bodies";
import type { Check, CheckContext } from "../../../local/traffic/checks/check";
import { expectedOutcomes, oneEmailEach, suppressions } from "../../../local/traffic/checks/confirmations";
import { deadLetters } from "../../../local/traffic/checks/dead-letters";
import { redaction } from "../../../local/traffic/checks/monitoring";
import { audit, problems, refusalChecks, rows } from "../../../local/traffic/checks/orders";
import { findDenials } from "../../../local/traffic/evidence/denials";
import type { Evidence } from "../../../local/traffic/evidence/evidence";
import { createJournal, type EmailOutcome, type Journal } from "../../../local/traffic/journal";
import { customers } from "../../../local/traffic/people";
import { createRandom } from "../../../local/traffic/random";
import type { QueuedMessage } from "../../../ops/queues/peek";

const [ada] = customers;
const orderId = "11111111-2222-8333-8444-555555555555";
const correlationId = "aaaaaaaa-bbbb-4ccc-addd-eeeeeeeeeeee";
const body = orderBody(createRandom(1), ada);
const total = expectedTotal(body);
const row = { orderId, total, customerId: "ada" };
const entry = { orderId, version: "1", actor: "ada", correlationId };
const delivery = { orderId, status: "DELIVERED", address: ada.email };
const email: InboxEmail = {
  MessageId: "m",
  Source: "s",
  To: [ada.email],
  Subject: "Your order",
  BodyText: orderId,
  Timestamp: 0,
};

/** A stack in which everything is as it should be after one order; each test breaks one thing. */
function context(
  change: Partial<Evidence> = {},
  prepare: (journal: Journal) => void = () => undefined,
  expectedOutcome: EmailOutcome = "DELIVERED",
): CheckContext {
  const journal = createJournal();
  const order = {
    orderId,
    customerId: "ada",
    customerEmail: ada.email,
    status: "PLACED",
    currency: body.currency,
    total,
  };
  journal.placed.push({
    person: ada,
    body,
    correlationId,
    expectedOutcome,
    order: { ...order, createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z", version: 1 },
  });
  prepare(journal);
  const queue = (name: string) => `http://127.0.0.1:1/000000000000/${name}`;
  const evidence: Evidence = {
    orders: async () => new Map([[orderId, row]]),
    audit: async () => [entry],
    deliveries: async () => new Map([[orderId, delivery]]),
    suppressions: async () => new Map(),
    shipments: async () => [],
    errors: async () => [],
    emails: async () => [email],
    notifications: async () => new Map(),
    fallbackEmails: async () => [],
    emailsByOrder: async () => new Map([[orderId, [email]]]),
    queue: async () => [],
    logs: async () => [],
    ...change,
  };
  const confirmations = {
    queueUrl: queue("queue"),
    deadLetterQueueUrl: queue("dead"),
    subscriptionDeadLetterQueueUrl: queue("subscription-dead"),
    feedbackQueueUrl: queue("feedback"),
    feedbackDeadLetterQueueUrl: queue("feedback-dead"),
    feedbackSubscriptionDeadLetterQueueUrl: queue("feedback-subscription-dead"),
    deliveriesTableName: "deliveries",
  };
  const dynamo = { send: async () => ({ Items: [delivery] }) };
  const traffic = { journal, outputs: { confirmations }, stack: { target: { bundled: true } }, aws: { dynamo } };
  return { traffic: traffic as unknown as CheckContext["traffic"], evidence, observerQueueUrl: "", alertsQueueUrl: "" };
}

async function fault(check: Check, broken: CheckContext): Promise<string> {
  const { ok, detail } = await check.look(broken);
  expect(ok, detail).to.equal(false);
  return detail;
}

function message(text: string, reason?: string): QueuedMessage {
  return {
    MessageId: "m",
    Body: text,
    ReceiveCount: 0,
    SentTimestamp: 0,
    IsVisible: true,
    MessageAttributes: reason === undefined ? {} : { reason: { StringValue: reason } },
  };
}

function refused(status: number, text: string, contentType = "application/problem+json", cors = true) {
  const headers = new Headers({ "content-type": contentType, ...(cors ? { "access-control-allow-origin": "*" } : {}) });
  return {
    what: "a bad body",
    ids: ["O2"],
    expected: [400],
    answer: { status, text, headers, json: JSON.parse(text) as unknown },
  };
}

const nameless = { type: "urn:x", title: "Bad", status: 400, correlationId };
const problem = JSON.stringify({ ...nameless, errors: [{ pointer: "/items", detail: "must hold at least 1 line" }] });

describe("the checks of the local run", () => {
  it("hold when everything is as it should be", async () => {
    for (const check of [rows, audit, oneEmailEach, suppressions, deadLetters, redaction]) {
      const { ok, detail } = await check.look(context());
      expect(ok, detail).to.equal(true);
    }
  });

  it("find an order that is lost, is stored twice, costs something else or belongs to somebody else", async () => {
    const stored = (...items: object[]) => ({
      orders: async () => new Map(items.map((item, index) => [index === 0 ? orderId : `other-${index}`, { ...item }])),
    });

    expect(await fault(rows, context({ orders: async () => new Map() }))).to.contain("is not in the table");
    expect(await fault(rows, context(stored(row, row)))).to.contain("is in the table and was not published");
    expect(await fault(rows, context(stored({ ...row, total: "0.01" })))).to.contain("is stored with 0.01");
    expect(await fault(rows, context(stored({ ...row, customerId: "bob" })))).to.contain("is bob's");
  });

  it("find an audit entry that is missing or names somebody else", async () => {
    expect(await fault(audit, context({ audit: async () => [] }))).to.contain("no entry for the placing");
    expect(await fault(audit, context({ audit: async () => [{ ...entry, actor: "bob" }] }))).to.contain("not bob");
  });

  it("find a second email, a missing one, one to a suppressed address and one to somebody else", async () => {
    const inbox = (...emails: InboxEmail[]) => ({ emailsByOrder: async () => new Map([[orderId, emails]]) });

    expect(await fault(oneEmailEach, context(inbox(email, email)))).to.contain("2 emails instead of 1");
    expect(await fault(oneEmailEach, context(inbox()))).to.contain("0 emails instead of 1");
    expect(await fault(oneEmailEach, context({}, undefined, "SUPPRESSED"))).to.contain("1 emails instead of 0");
    expect(await fault(oneEmailEach, context(inbox({ ...email, To: ["eve@example.com"] })))).to.contain(
      "went to eve@example.com",
    );
  });

  it("find a delivery in another state, and an address that was suppressed for nothing", async () => {
    const uncertain = new Map([[orderId, { ...delivery, status: "UNCERTAIN" }]]);

    expect(await fault(expectedOutcomes, context({ deliveries: async () => uncertain }))).to.contain(
      "is UNCERTAIN, not DELIVERED",
    );
    expect(await fault(expectedOutcomes, context({ deliveries: async () => new Map() }))).to.contain(
      "is missing, not DELIVERED",
    );
    expect(await fault(suppressions, context({ suppressions: async () => new Map([[ada.email, {}]]) }))).to.contain(
      ada.email,
    );
  });

  it("find poison that is lost or has no reason, and a good message among the dead", async () => {
    const poisoned = (journal: Journal) =>
      journal.poison.push({ what: "no JSON", queue: "confirmations", body: "{", correlationId });
    const dead = (...messages: QueuedMessage[]) => ({
      queue: async (url: string) => (url.endsWith("/dead") ? messages : []),
    });

    expect(await fault(deadLetters, context({}, poisoned))).to.contain("is not in dead");
    expect(await fault(deadLetters, context(dead(message("{")), poisoned))).to.contain("has no reason");
    expect(
      await fault(deadLetters, context(dead(message("{", "R"), message("good", "UNCERTAIN")), poisoned)),
    ).to.contain("(UNCERTAIN)");
    expect((await deadLetters.look(context(dead(message("{", "INVALID_JSON")), poisoned))).ok).to.equal(true);
  });

  it("find messages that still wait in a queue", async () => {
    const waiting = { queue: async (url: string) => (url.endsWith("/queue") ? [message("x")] : []) };

    expect(await fault(deadLetters, context(waiting))).to.contain("1 messages wait in queue");
  });

  it("find personal data in the error log and in log lines, and know SES's message ids", async () => {
    const line = (text: string) => ({ logs: async () => [{ functionName: "sender", text }] });

    expect(await fault(redaction, context(line(`to ${ada.email}`)))).to.contain(ada.email);
    expect(await fault(redaction, context(line(`for ${ada.name}`)))).to.contain(ada.name);
    expect(
      await fault(redaction, context({ errors: async () => [{ errorId: "e", event: "x@y.example" }] })),
    ).to.contain("x@y.example");
    expect((await redaction.look(context(line("id 0100@email.amazonses.com")))).ok).to.equal(true);
  });

  it("find a refusal with another status, without problem document or CORS header, or with internals in it", async () => {
    const answered = (answer: ReturnType<typeof refused>) => context({}, (journal) => journal.refused.push(answer));
    const [status] = refusalChecks(["O2"]);
    if (status === undefined) throw new Error("no check");

    expect(await fault(status, answered(refused(201, "{}")))).to.contain("201 instead of 400");
    expect(await fault(problems, answered(refused(400, '{"message":"no"}')))).to.contain("no problem document");
    expect(await fault(problems, answered(refused(400, problem, "application/json")))).to.contain(
      "content type application/json",
    );
    expect(await fault(problems, answered(refused(400, problem, undefined, false)))).to.contain("no CORS header");
    const leaking = JSON.stringify({
      ...(JSON.parse(problem) as object),
      detail: "at handler (/var/task/index.js:1:2)",
    });
    expect(await fault(problems, answered(refused(400, leaking)))).to.contain("shows internals");
    for (const vague of [nameless, { ...nameless, errors: [] }]) {
      expect(await fault(problems, answered(refused(400, JSON.stringify(vague))))).to.contain(
        "does not say which field",
      );
    }
    expect((await problems.look(answered(refused(400, problem)))).ok).to.equal(true);
  });

  it("find calls that IAM denied, in the error log and in log lines, each once and with its resource where it is known", () => {
    const words = (rest: string) => `User: arn:aws:sts::0:assumed-role/r is not authorized to perform: ${rest}`;
    const errors = [
      { functionName: "create", errorMessage: words("dynamodb:PutItem because no identity-based policy allows it") },
      { functionName: "create", errorMessage: words("dynamodb:PutItem because no identity-based policy allows it") },
      { functionName: "get", errorMessage: "something else" },
    ];
    const lines = [
      { functionName: "publisher", text: words("sns:Publish on resource: arn:aws:sns:us-east-1:0:topic because") },
    ];

    expect(findDenials(errors, lines)).to.deep.equal([
      { functionName: "create", action: "dynamodb:PutItem", resource: "" },
      { functionName: "publisher", action: "sns:Publish", resource: "arn:aws:sns:us-east-1:0:topic" },
    ]);
  });
});
