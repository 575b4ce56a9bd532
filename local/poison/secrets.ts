import type { CheckContext } from "../traffic/checks/check";

/** Secrets that stood in bad messages. */
export interface Planted {
  /** In those that go to the dead letters. */
  readonly kept: string;
  /** In notifications: an unreadable one is sent as it is, to the shop's own address. */
  readonly notified: string;
}

/** Places where such a secret was found. Bodies of dead letters do not count: they are the messages themselves. */
export async function leaksOf(
  { traffic, evidence }: CheckContext,
  { kept, notified }: Planted,
): Promise<readonly string[]> {
  const { confirmations, shipments } = traffic.outputs;
  const queues = [
    confirmations.deadLetterQueueUrl,
    confirmations.feedbackDeadLetterQueueUrl,
    shipments.deadLetterQueueUrl,
  ];
  const deadLetters = (await Promise.all(queues.map((url) => evidence.queue(url)))).flat();
  const entries: readonly (readonly [where: string, text: string, isNotified?: true])[] = [
    ["the error log", JSON.stringify(await evidence.errors())],
    ["the functions' logs", (await evidence.logs()).map(({ text }) => text).join("\n")],
    ["the notifications table", JSON.stringify([...(await evidence.notifications()).values()]), true],
    ["the chat room", JSON.stringify(traffic.stack.webhook?.posts() ?? [])],
    ["emails", JSON.stringify(await evidence.emails()), true],
    ["a dead letter's attributes", JSON.stringify(deadLetters.map(({ MessageAttributes }) => MessageAttributes))],
  ];
  return entries.flatMap(([where, text, isNotified = false]) =>
    text.includes(kept) || (!isNotified && text.includes(notified)) ? [where] : [],
  );
}
