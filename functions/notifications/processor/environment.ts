// Variables of notifications-processor.
import * as z from "zod";
import { emailAddressType } from "../../contracts/fields/email-address";
import {
  commonEnvironment,
  configurationSetName,
  integerVariable,
  readEnvironment,
  retentionDays,
  tableName,
  textVariable,
} from "../../shared/env";
import { webhookKinds } from "../channels/rooms";

const processorEnvironment = commonEnvironment.extend({
  NOTIFICATIONS_TABLE_NAME: tableName(),
  /** Days for which a notification is stored: within this time none is delivered twice. */
  NOTIFICATION_RETENTION_DAYS: retentionDays,
  /** Seconds that an attempt holds a notification: longer than the function can run. */
  LEASE_SECONDS: integerVariable(1, 3600),
  /** Verified address that fallback emails come from. */
  SENDER_ADDRESS: emailAddressType(),
  /** The operators' address for fallback emails. */
  FALLBACK_ADDRESS: emailAddressType(),
  CONFIGURATION_SET_NAME: configurationSetName(),
  WEBHOOK_TIMEOUT_SECONDS: integerVariable(1, 60),
  /** Kind of the chat room. Absent: by the host. */
  WEBHOOK_KIND: z.enum(webhookKinds).optional(),
  /** The webhook's address, encrypted; see `createSecret`. Absent: the topic's emails are the channel. */
  WEBHOOK_CIPHERTEXT: textVariable().optional(),
  /** Name in its encryption context. */
  WEBHOOK_CIPHERTEXT_NAME: textVariable().optional(),
});

export type ProcessorEnvironment = z.infer<typeof processorEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readProcessorEnvironment(source?: Readonly<Record<string, string | undefined>>): ProcessorEnvironment {
  return readEnvironment(processorEnvironment, source);
}
