// Variables of confirmations-feedback.
import * as z from "zod";
import {
  commonEnvironment,
  integerVariable,
  readEnvironment,
  retentionDays,
  tableName,
  urlVariable,
} from "../../shared/env";

const feedbackEnvironment = commonEnvironment.extend({
  DELIVERIES_TABLE_NAME: tableName(),
  SUPPRESSIONS_TABLE_NAME: tableName(),
  /** Days that a delivery is kept after its last event. */
  DELIVERY_RETENTION_DAYS: retentionDays,
  /** Events about mails of another set are not ours. */
  CONFIGURATION_SET_NAME: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be the name of a configuration set"),
  QUEUE_URL: urlVariable(),
  DEAD_LETTER_QUEUE_URL: urlVariable(),
  /** The queue's receives before an event is given up. */
  MAX_RECEIVE_COUNT: integerVariable(1, 1000),
  BACKOFF_BASE_SECONDS: integerVariable(1, 43_200),
  BACKOFF_MAX_SECONDS: integerVariable(1, 43_200),
});

export type FeedbackEnvironment = z.infer<typeof feedbackEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readFeedbackEnvironment(source?: Readonly<Record<string, string | undefined>>): FeedbackEnvironment {
  return readEnvironment(feedbackEnvironment, source);
}
