// Variables of shipments-processor.
import type * as z from "zod";
import {
  commonEnvironment,
  integerVariable,
  readEnvironment,
  retentionDays,
  tableName,
  topicArnVariable,
} from "../../shared/env";
import { queueVariables } from "../../shared/queue-environment";

const processorEnvironment = commonEnvironment.extend({
  ...queueVariables,
  SHIPMENTS_TABLE_NAME: tableName(),
  /** Topic that failed events are notified to. Without it, only the alarms report them. */
  NOTIFICATIONS_TOPIC_ARN: topicArnVariable().optional(),
  /** Days that notified failures are remembered. */
  NOTICE_RETENTION_DAYS: retentionDays,
  /** Seconds that notifying a failure may take. At least the function's timeout. */
  LEASE_SECONDS: integerVariable(1, 43_200),
});

export type ProcessorEnvironment = z.infer<typeof processorEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readProcessorEnvironment(source?: Readonly<Record<string, string | undefined>>): ProcessorEnvironment {
  return readEnvironment(processorEnvironment, source);
}
