import type { Notification } from "../../contracts/notification";
import { contentUuid } from "../../shared/content-uuid";

const namespace = "backoffice:notifications:notification-id:1";

/**
 * The id of a notification. One id is delivered once.
 *
 * A publisher that may publish the same thing twice gives it a `deduplicationKey`: then the id is made of source and key, the same for both messages. The source belongs to it, so that the key of one publisher is never that of another. Without
 * a key it is the SNS message id, the same at every delivery of one message; those are random, so that none is like a made one.
 *
 * @param content undefined when the message could not be read: then its key counts for nothing
 */
export function notificationIdOf(messageId: string, content: Notification | undefined): string {
  const { source, deduplicationKey } = content ?? {};
  if (source === undefined || deduplicationKey === undefined) return messageId;
  return contentUuid(namespace, source, deduplicationKey);
}
