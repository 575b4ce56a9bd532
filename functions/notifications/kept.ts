// Fields of a failed notification that the error log may keep.
import { type Notification, severities } from "../contracts/notification";
import { fields, hidden, type Kept, oneOf, service, token } from "../shared/redaction/kept";

export const keptNotification: Kept = fields({
  subject: hidden,
  message: hidden,
  severity: oneOf(...severities),
  source: service,
  details: hidden,
  correlationId: token,
  deduplicationKey: hidden,
} satisfies Record<keyof Notification, Kept>);
