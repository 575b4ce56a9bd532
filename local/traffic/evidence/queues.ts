import type { QueuedMessage } from "../../../ops/queues/peek";
import type { Journal } from "../journal";

/** True when the traffic expects this message in the dead letters, because it is invalid. */
export function onPurpose(
  { Body: body }: Pick<QueuedMessage, "Body">,
  { poison, carriers }: Pick<Journal, "poison" | "carriers">,
): boolean {
  return (
    poison.some((one) => one.body === body) ||
    carriers.some(({ malformed }) => malformed.some(({ correlationId }) => body.includes(correlationId)))
  );
}
