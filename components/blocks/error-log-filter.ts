import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { errorLogUnavailable } from "../../functions/contracts/error-log-line";
import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import type { LogicalName } from "../naming";
import { physicalNameIn, type StackContext } from "../stack";

/**
 * Counts the lines that a function writes in place of an error log entry. From the log and not by the function: whoever cannot reach
 * the error log may not live long enough to write a metric.
 */
export function errorLogFilter(
  name: LogicalName,
  stack: StackContext,
  logGroup: aws.cloudwatch.LogGroup,
  parent: pulumi.Resource,
): void {
  const { name: metricName, unit, dimensions } = metrics.errorLogFallback;
  new aws.cloudwatch.LogMetricFilter(
    `${name}-error-log-filter`,
    {
      name: physicalNameIn(stack, "metricFilter", `${name}-error-log-filter`),
      logGroupName: logGroup.name,
      pattern: `{ $.message = "${errorLogUnavailable}" }`,
      metricTransformation: {
        namespace: metricNamespace,
        name: metricName,
        value: "1",
        unit,
        // Read from the line. A metric with dimensions can have no default value: no line, no data.
        dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, `$.${dimension}`])),
      },
    },
    { parent },
  );
}
