// What AWS documents about when a metric shows what has happened. Minutes and counts, each with its page.

/**
 * From the end of a minute until its data points can be judged. Lambda, SNS, EventBridge, API Gateway and SQS send metrics once a minute, and
 * an alarm with periods of a minute or more is evaluated once a minute.
 *
 * "Using CloudWatch metrics with Lambda", Lambda developer guide; "Alarm evaluation", CloudWatch user guide
 */
export const publishingMinutes = 1;

/**
 * A queue that nobody has touched for six hours writes no metrics; when it wakes up, it takes up to a quarter of an hour until it does.
 *
 * "Available CloudWatch metrics for Amazon SQS", SQS developer guide
 */
export const sleepingQueueMinutes = 15;

/**
 * A message that was received so often no longer counts for `ApproximateAgeOfOldestMessage`.
 *
 * "Available CloudWatch metrics for Amazon SQS", SQS developer guide
 */
export const receivesOutsideAge = 3;

/**
 * Seconds from a failed asynchronous call to each further try.
 *
 * "How Lambda handles errors and retries with asynchronous invocation", Lambda developer guide
 */
export const asynchronousRetrySeconds: readonly number[] = [60, 120];
