import { compileEventPattern, lambdaFilter } from "../../aws/event-pattern";

/** A DynamoDB stream's mapping, as the program declares it. */
export interface StreamMapping {
  readonly streamArn: string;
  /** ARN of the alias that is called. */
  readonly functionArn: string;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  /** Lambda filter patterns, as JSON; a record passes that matches any of them. None: all pass. */
  readonly patterns: readonly string[];
  readonly delivery: DeliverySettings;
  /** ARN of the failure queue. Default: given-up records are dropped. */
  readonly failureQueueArn?: string;
}

/**
 * How records are delivered. Source of meanings, defaults and bounds: Lambda Developer Guide, "Lambda parameters for Amazon DynamoDB event
 * source mappings".
 */
export interface DeliverySettings {
  /** 1 to 10,000. Default: 100. */
  readonly batchSize: number;
  /** How long to gather for a full batch; seconds, 0 to 300. Default: 0. */
  readonly windowSeconds: number;
  /** Whether a batch whose call failed is halved. Default: false. */
  readonly bisect: boolean;
  /** Whether the function's answer names what failed (`ReportBatchItemFailures`). Default: false. */
  readonly partialFailures: boolean;
  /** Tries after the first. -1, the default: until the record is too old. */
  readonly retries: number;
  /** Seconds. -1, the default: until the stream drops the record, after 24 hours. */
  readonly maxAgeSeconds: number;
}

/** A stream keeps records for 24 hours (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams"). */
const keptSeconds = 86_400;

/** The oldest a record may be to be tried; milliseconds. */
export function longestAgeMs({ maxAgeSeconds }: Pick<DeliverySettings, "maxAgeSeconds">): number {
  return (maxAgeSeconds < 0 ? keptSeconds : Math.min(maxAgeSeconds, keptSeconds)) * 1_000;
}

/** Whether a record passes the filter criteria. @throws {EventPatternError} Lambda refuses a pattern */
export function compileFilter(patterns: readonly string[]): (record: unknown) => boolean {
  const compiled = patterns.map((pattern) => compileEventPattern(pattern, lambdaFilter));
  return (record) => compiled.length === 0 || compiled.some((pattern) => pattern.matches(record));
}
