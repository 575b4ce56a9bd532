// Fields of a failed SES event that the error log may keep: ids, types and times, no addresses.
import { count, fields, hidden, type Kept, list, oneOf, text, time, token } from "../shared/redaction/kept";
import { knownEventTypes } from "./feedback-events";

/** SES's ids: hexadecimal groups with hyphens. */
const sesId = text(/^[0-9a-f]{8,16}(-[0-9a-f]{4,12}){4}-[0-9]{6}$/);

const emailFields = fields({
  timestamp: time,
  messageId: sesId,
  source: hidden,
  sourceArn: hidden,
  sendingAccountId: hidden,
  destination: hidden,
  headersTruncated: hidden,
  headers: hidden,
  commonHeaders: hidden,
  tags: fields({
    orderId: list(token),
    correlationId: list(token),
    "ses:configuration-set": list(token),
    "ses:operation": hidden,
    "ses:source-ip": hidden,
    "ses:from-domain": hidden,
    "ses:caller-identity": hidden,
    "ses:outgoing-ip": hidden,
  }),
});

const recipients = list(fields({ emailAddress: hidden, action: hidden, status: hidden, diagnosticCode: hidden }));

/** Body of a message on the feedback queue. */
export const keptFeedbackEvent: Kept = fields({
  eventType: oneOf(...knownEventTypes, "Open", "Click", "Rendering Failure", "DeliveryDelay", "Subscription"),
  mail: emailFields,
  bounce: fields({
    bounceType: oneOf("Undetermined", "Permanent", "Transient"),
    bounceSubType: hidden,
    bouncedRecipients: recipients,
    timestamp: time,
    feedbackId: sesId,
    reportingMTA: hidden,
    remoteMtaIp: hidden,
  }),
  complaint: fields({
    complainedRecipients: recipients,
    timestamp: time,
    feedbackId: sesId,
    complaintFeedbackType: hidden,
    complaintSubType: hidden,
    arrivalDate: time,
    userAgent: hidden,
  }),
  delivery: fields({
    timestamp: time,
    processingTimeMillis: count,
    recipients: hidden,
    smtpResponse: hidden,
    reportingMTA: hidden,
    remoteMtaIp: hidden,
  }),
  reject: fields({ reason: hidden }),
  send: hidden,
});
