// Variables of confirmations-feedback.
import type * as z from "zod";
import { commonEnvironment, configurationSetName, readEnvironment, retentionDays, tableName } from "../../shared/env";
import { queueVariables } from "../../shared/queue-environment";

const feedbackEnvironment = commonEnvironment.extend({
  DELIVERIES_TABLE_NAME: tableName(),
  SUPPRESSIONS_TABLE_NAME: tableName(),
  /** Days for which a delivery is stored after its last event. */
  DELIVERY_RETENTION_DAYS: retentionDays,
  /** Events about emails of another configuration set are ignored. */
  CONFIGURATION_SET_NAME: configurationSetName(),
  ...queueVariables,
});

export type FeedbackEnvironment = z.infer<typeof feedbackEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readFeedbackEnvironment(source?: Readonly<Record<string, string | undefined>>): FeedbackEnvironment {
  return readEnvironment(feedbackEnvironment, source);
}
