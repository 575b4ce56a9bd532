import type { QueuedMessage } from "../../../ops/queues/peek";
import type { Poison } from "../journal";
import type { Check, CheckContext } from "./check";
import { verdict } from "./check";

/**
 * Everything that was poisoned is in the dead letters with its reason; nothing else is, and nothing waits in a queue.
 */
export const deadLetters: Check = {
  pipeline: "confirmations",
  ids: ["E5", "X7", "X8"],
  needsInspection: true,
  async look(context) {
    const { outputs, journal } = context.traffic;
    const { deadLetterQueueUrl, feedbackDeadLetterQueueUrl } = outputs.confirmations;
    const wrong = [
      ...(await compare(
        context,
        deadLetterQueueUrl,
        journal.poison.filter(({ queue }) => queue === "confirmations"),
      )),
      ...(await compare(
        context,
        feedbackDeadLetterQueueUrl,
        journal.poison.filter(({ queue }) => queue === "feedback"),
      )),
      ...(await notEmpty(context)),
    ];
    return verdict(
      wrong,
      `${journal.poison.length} poison messages among good ones: each in the dead letters, unchanged, with its reason; nothing else there, all queues empty`,
    );
  },
};

async function compare({ evidence, traffic }: CheckContext, url: string, poison: readonly Poison[]): Promise<string[]> {
  const name = url.split("/").at(-1);
  const messages = await evidence.queue(url);
  const missing = poison.flatMap(({ what, body }) => {
    const found = messages.filter((message) => message.Body === body);
    if (found.length === 0) return [`the poison '${what}' is not in ${name}`];
    // When responses are lost, a dead letter may be sent twice.
    if (found.length > 1 && !traffic.journal.disturbed)
      return [`the poison '${what}' is ${found.length} times in ${name}`];
    return found.every((message) => reasonOf(message) !== "") ? [] : [`the poison '${what}' has no reason in ${name}`];
  });
  const bodies = new Set(poison.map(({ body }) => body));
  const strangers = messages.filter(({ Body }) => !bodies.has(Body));
  return [
    ...missing,
    ...strangers.map(
      (message) => `${name} holds a good message (${reasonOf(message) || "no reason"}): ${message.Body.slice(0, 80)}`,
    ),
  ];
}

function reasonOf({ MessageAttributes }: QueuedMessage): string {
  return MessageAttributes.reason?.StringValue ?? "";
}

async function notEmpty({ traffic, evidence }: CheckContext): Promise<string[]> {
  const { confirmations } = traffic.outputs;
  const urls = [
    confirmations.queueUrl,
    confirmations.feedbackQueueUrl,
    confirmations.subscriptionDeadLetterQueueUrl,
    confirmations.feedbackSubscriptionDeadLetterQueueUrl,
  ];
  const counts = await Promise.all(urls.map(async (url) => ({ url, count: (await evidence.queue(url)).length })));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ url, count }) => `${count} messages wait in ${url.split("/").at(-1)}`);
}
