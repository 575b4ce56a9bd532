// How soon metrics show what happened, as AWS documents it. Minutes and counts, each with its page.

/**
 * Minutes from the end of a minute until its data points can be evaluated. Lambda, SNS, EventBridge, API Gateway and SQS publish metrics
 * once a minute, and alarms with periods of a minute or more are evaluated once a minute.
 *
 * "Using CloudWatch metrics with Lambda", Lambda developer guide; "Alarm evaluation", CloudWatch user guide
 */
export const publishingMinutes = 1;

/**
 * SQS publishes no metrics for a queue without activity for six hours. When activity resumes, it takes up to 15 minutes until it does
 * again.
 *
 * "Available CloudWatch metrics for Amazon SQS", SQS developer guide
 */
export const sleepingQueueMinutes = 15;

/**
 * A message received more often than this no longer counts for `ApproximateAgeOfOldestMessage`.
 *
 * "Available CloudWatch metrics for Amazon SQS", SQS developer guide
 */
export const receivesOutsideAge = 3;

/**
 * Seconds from a failed asynchronous call to the next attempt, for each retry.
 *
 * "How Lambda handles errors and retries with asynchronous invocation", Lambda developer guide
 */
export const asynchronousRetrySeconds: readonly number[] = [60, 120];
