// Messages on the notifications topic.
import * as z from "zod";
import type { Frozen } from "./fields/exhaustive";
import { usable, usableFields } from "./fields/optional-fields";

/** How bad it is. */
export const severities = ["info", "warning", "critical"] as const;

const line = (most: number) =>
  z
    .string()
    .transform((text) => text.toWellFormed())
    .pipe(z.string().trim().min(1).max(most));

/** Body of a message on the notifications topic. Unknown fields are ignored. */
export const notification = z.object({
  subject: line(200),
  message: line(20_000),
  severity: z.enum(severities),
  /** Pipeline or system that publishes it, such as `shipments`. */
  source: line(100),
  /** Further facts as JSON, for programs and for closer investigation. */
  details: usable(z.record(z.string(), z.unknown())),
  correlationId: usable(z.string()),
  /**
   * Messages of one source with the same key are one notification: for publishers that may publish twice. 1 to 128 printable ASCII
   * characters without blanks; an invalid key is ignored, so that the notification is still delivered. See `notificationIdOf`.
   */
  deduplicationKey: usable(z.string().regex(/^[\x21-\x7e]{1,128}$/)),
});

/** Optional fields: see `usable`. */
export const optionalNotificationFields = usableFields(notification);

/** A notification for operators. */
export type Notification = Frozen<z.output<typeof notification>>;

/** Fields that are shown. The others are for tracing and deduplication. */
export type ContentField = Exclude<keyof Notification, "correlationId" | "deduplicationKey">;
