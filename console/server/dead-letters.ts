import * as z from "zod";
import { describeWayBack, findFailureQueue } from "../../ops/queues/catalog";
import { sample } from "../../ops/queues/look";
import { planReturn } from "../../ops/redrive/plan";
import { maskAddresses } from "../../ops/text";
import type { DeadLetterDetail } from "../contract";
import { indented } from "../indented";
import { RequestError, type Route, route } from "./http";
import type { ConsoleSources } from "./sources";

/** Dead letters that are looked through for one; a longer queue is emptied from its front. */
const mostLooks = 100;

const request = z.strictObject({ queue: z.string(), message: z.string(), showAddresses: z.boolean().default(false) });

/** A dead letter's content; that they are there, `deadletters` says. */
export function deadLetterRoutes({ target, clients }: ConsoleSources): readonly Route[] {
  return [
    route(
      "POST",
      "dead-letter",
      request,
      async ({ queue: typed, message, showAddresses }): Promise<DeadLetterDetail> => {
        const queue = findFailureQueue(target.outputs, typed);
        const { deadLetters, received } = await sample(target, clients.sqs, queue.url, mostLooks);
        const found = deadLetters.find(({ messageId }) => messageId === message);
        if (found === undefined)
          throw new RequestError(
            404,
            `${queue.name} has no message ${message} among its first ${mostLooks}, or somebody holds it`,
          );
        const shown = (text: string) => (showAddresses ? text : maskAddresses(text));
        const plan = planReturn(found, queue.wayBack);
        return {
          messageId: found.messageId,
          sentAt: found.sentAt.toISOString(),
          receiveCount: found.receiveCount,
          body: shown(indented(found.body)),
          attributes: Object.fromEntries(
            Object.entries(found.attributes).map(([name, { value }]) => [name, shown(value)]),
          ),
          plan: plan.kind === "stay" ? `it would stay: ${plan.why}` : `goes back to ${describeWayBack(queue.wayBack)}`,
          received,
        };
      },
    ),
  ];
}
