// Variables of confirmations-sender.
import type * as z from "zod";
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
import { queueVariables } from "../../shared/queue-environment";
import { timeZoneType } from "../../shared/time-zone";
import { fitsMailbox, longestMailbox } from "../email/mailbox";

const senderVariables = commonEnvironment.extend({
  DELIVERIES_TABLE_NAME: tableName(),
  SUPPRESSIONS_TABLE_NAME: tableName(),
  /** Days for which a delivery is stored: within this time no second email is sent. */
  DELIVERY_RETENTION_DAYS: retentionDays,
  /** Verified address that emails come from. */
  SENDER_ADDRESS: emailAddressType(),
  CONFIGURATION_SET_NAME: configurationSetName(),
  ...queueVariables,
  /** Seconds that a claim, and then a call to SES, may take. At least the function's timeout, after which an attempt has ended. */
  LEASE_SECONDS: integerVariable(1, 43_200),
  /** The shop's name in the email and in the From header. */
  SHOP_NAME: textVariable().max(100, "must have at most 100 characters"),
  /** Zone in which the shop's days begin. */
  SHOP_TIME_ZONE: timeZoneType(),
});

/** Together they are one header. */
const senderEnvironment = senderVariables.refine((env) => fitsMailbox(env.SHOP_NAME, env.SENDER_ADDRESS), {
  path: ["SHOP_NAME"],
  error: `must make a From header of at most ${longestMailbox} bytes with SENDER_ADDRESS`,
});

export type SenderEnvironment = z.infer<typeof senderEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readSenderEnvironment(source?: Readonly<Record<string, string | undefined>>): SenderEnvironment {
  return readEnvironment(senderEnvironment, source);
}
