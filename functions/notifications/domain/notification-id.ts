import type { Notification } from "../../contracts/notification";
import { contentUuid } from "../../shared/content-uuid";

const namespace = "backoffice:notifications:notification-id:1";

/**
 * The id of a notification. Each id is delivered once.
 *
 * A publisher that may publish the same notification twice sets a `deduplicationKey`. The id is then a hash of source and key, the same
 * for both messages; with the source in it, equal keys of two publishers give different ids. Without a key it is the SNS message id, the
 * same at every delivery of one message; such ids are random, so they equal no hash.
 *
 * @param content undefined when the message could not be parsed; its key is then ignored
 */
export function notificationIdOf(messageId: string, content: Notification | undefined): string {
  const { source, deduplicationKey } = content ?? {};
  if (source === undefined || deduplicationKey === undefined) return messageId;
  return contentUuid(namespace, source, deduplicationKey);
}
