import { usualBurst } from "../burst";
import type { InjectedMessage } from "../journal";
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
  const { aws, outputs, journal } = traffic;
  const { queueUrl, topicArn } = outputs.confirmations;
  const once = newConfirmations(traffic, 1, () => ({ email: "dora-duplicate@mail.example", copies }));
  await sendToQueue(aws.sqs, queueUrl, Array.from({ length: copies }, () => once).flat());

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
 * Makes confirmation requests without an order, and notes each.
 *
 * @param about what is known of a request besides its ids, by its number from 0
 * @returns their messages
 */
export function newConfirmations(
  { journal, random }: Pick<Traffic, "journal" | "random">,
  count: number,
  about: (index: number) => Omit<InjectedMessage, "orderId" | "correlationId">,
): readonly { readonly body: string; readonly correlationId: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const request = { orderId: random.uuid(), correlationId: random.uuid(), ...about(index) };
    journal.handed.push(request);
    const { orderId, email, correlationId } = request;
    return { body: JSON.stringify(confirmationMessage(orderId, email, correlationId)), correlationId };
  });
}

/**
 * Many confirmations at once, on the topic as the orders pipeline would: the queue takes them, whatever the sender's
 * pace.
 */
export async function confirmAtOnce(traffic: Traffic, count: number): Promise<void> {
  const messages = newConfirmations(traffic, count, (index) => ({ email: `burst-${index}@mail.example`, copies: 1 }));
  await publishToTopic(traffic.aws.sns, traffic.outputs.confirmations.topicArn, messages);
}
