import { createHash } from "node:crypto";
import type { Notification } from "../messages";

/** What is hashed together with source and key, so that the ids are like no other hash of the two. */
const namespace = "backoffice:notifications:notification-id:1";

/**
 * The id of a notification. By it nothing is told twice.
 *
 * A publisher that may publish the same thing twice gives it a `deduplicationKey`: then the id is a UUID of version 8 (RFC 9562) made of
 * source and key, the same for both messages. The source belongs to it, so that the key of one publisher is never that of another. Without
 * a key it is the SNS message id, the same at every delivery of one message; those are random, so that none is like a made one.
 *
 * @param content undefined when the message could not be read: then its key counts for nothing
 */
export function notificationIdOf(messageId: string, content: Notification | undefined): string {
  const { source, deduplicationKey } = content ?? {};
  if (source === undefined || deduplicationKey === undefined) return messageId;
  // JSON keeps the parts apart: no source and key can be cut differently to give the same text.
  const digest = createHash("sha256")
    .update(JSON.stringify([namespace, source, deduplicationKey]))
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
