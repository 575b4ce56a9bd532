import { usualBurst } from "../burst";
import { confirmationMessage, messageOf } from "../message";
import { publishToTopic, sendToQueue } from "../send";
import type { Traffic } from "../traffic";

const copies = 10;

/** Poison among good messages, the same message many times at once, and a burst. */
export async function queueTrouble(traffic: Traffic): Promise<void> {
  await duplicates(traffic);
  await Promise.all([poison(traffic), confirmAtOnce(traffic, usualBurst)]);
}

/**
 * The same message ten times in one call; and messages of orders whose email is out or on its way, by queue and by
 * topic.
 */
async function duplicates(traffic: Traffic): Promise<void> {
  const { aws, outputs, journal, random } = traffic;
  const { queueUrl, topicArn } = outputs.confirmations;
  const orderId = random.uuid();
  const correlationId = random.uuid();
  const email = "dora-duplicate@mail.example";
  const body = JSON.stringify(confirmationMessage(orderId, email, correlationId));
  journal.handed.push({ orderId, email, correlationId, copies });
  await sendToQueue(
    aws.sqs,
    queueUrl,
    Array.from({ length: copies }, () => ({ body, correlationId })),
  );

  const again = journal.placed
    .slice(0, 10)
    .map((placed) => ({ body: JSON.stringify(messageOf(placed)), correlationId: placed.correlationId }));
  await sendToQueue(aws.sqs, queueUrl, again);
  await publishToTopic(aws.sns, topicArn, again);
}

/** Invalid messages. */
export async function poison(traffic: Traffic): Promise<void> {
  const { aws, outputs, journal, random } = traffic;
  const good = confirmationMessage(random.uuid(), "polly-poison@mail.example", random.uuid());
  const confirmations: Readonly<Record<string, unknown>> = {
    "no JSON": "{ not json",
    "a JSON text": JSON.stringify("hello"),
    "a list": JSON.stringify([good]),
    "another type": { ...good, type: "OrderCancelled" },
    "no order id": { ...good, orderId: undefined },
    "an address that is none": { ...good, customerEmail: "nobody" },
    "two addresses in one": { ...good, customerEmail: "a@mail.example\r\nBcc: b@mail.example" },
    "no items": { ...good, items: [] },
    "a total that is a number": { ...good, total: 9 },
  };
  const feedback: Readonly<Record<string, unknown>> = {
    "no JSON": "SES says hello",
    "a bounce without a bounce": { eventType: "Bounce", mail: { messageId: "x", timestamp: "yesterday" } },
  };
  for (const [queue, bodies, queueUrl] of [
    ["confirmations", confirmations, outputs.confirmations.queueUrl],
    ["feedback", feedback, outputs.confirmations.feedbackQueueUrl],
  ] as const) {
    const messages = Object.entries(bodies).map(([what, value]) => {
      const correlationId = random.uuid();
      const tagged = typeof value === "object" && !Array.isArray(value) ? { ...value, correlationId } : value;
      const body = typeof tagged === "string" ? tagged : JSON.stringify(tagged);
      journal.poison.push({ what, queue, body, correlationId });
      return { body, correlationId };
    });
    await sendToQueue(aws.sqs, queueUrl, messages);
  }
}

/**
 * Many confirmations at once, on the topic as the orders pipeline would: the queue takes them, whatever the sender's
 * pace.
 */
export async function confirmAtOnce(traffic: Traffic, count: number): Promise<void> {
  const { aws, outputs, journal, random } = traffic;
  const messages = Array.from({ length: count }, (_, index) => {
    const [orderId, correlationId] = [random.uuid(), random.uuid()];
    const email = `burst-${index}@mail.example`;
    journal.handed.push({ orderId, email, correlationId, copies: 1 });
    return { body: JSON.stringify(confirmationMessage(orderId, email, correlationId)), correlationId };
  });
  await publishToTopic(aws.sns, outputs.confirmations.topicArn, messages);
}
