import type * as pulumi from "@pulumi/pulumi";
import { errorLogUnavailable } from "../../functions/contracts/error-log-line";
import { metricNamespace, metrics } from "../../functions/contracts/metric-catalog";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";

/**
 * Counts the log lines that a function writes when it cannot write to the error log. A metric filter counts them, because a function in
 * that state may end before it can write a metric.
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
        // The values come from the line. A metric with dimensions can have no default value, so without lines there is no data.
        dimensions: Object.fromEntries(dimensions.map((dimension) => [dimension, `$.${dimension}`])),
      },
    },
    { parent },
  );
}
