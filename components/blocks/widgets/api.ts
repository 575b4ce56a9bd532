import type * as pulumi from "@pulumi/pulumi";
import type { Metric } from "../alarm";
import { type ApiTarget, apiMetric } from "../alarms/api";
import { daysToExpiry } from "../alarms/certificate";
import type { GraphWidget } from "../dashboard";

/** Requests, client errors, server errors and latency of an API. */
export function apiGraphs(api: ApiTarget): GraphWidget[] {
  return [
    {
      kind: "graph",
      title: "API: requests",
      width: 8,
      lines: [{ metric: apiMetric(api, "Count", "Sum"), label: "Requests" }],
    },
    {
      kind: "graph",
      title: "API: share of refused and failed requests",
      width: 8,
      lines: [
        { metric: apiMetric(api, "4XXError", "Average"), label: "Refused (4XX)" },
        { metric: apiMetric(api, "5XXError", "Average"), label: "Failed (5XX)" },
      ],
    },
    {
      kind: "graph",
      title: "API: latency",
      width: 8,
      unit: "ms",
      lines: [
        { metric: apiMetric(api, "Latency", "Average"), label: "Average" },
        { metric: apiMetric(api, "Latency", "p99"), label: "99th percentile" },
      ],
    },
  ];
}

/** Requests that a web ACL refused. */
export function blockedRequestsGraph(metric: Metric): GraphWidget {
  return { kind: "graph", title: "API: requests that AWS WAF refused", lines: [{ metric, label: "Refused" }] };
}

/** Days until the certificate of a domain ends. */
export function certificateGraph(certificateArn: pulumi.Input<string>): GraphWidget {
  return {
    kind: "graph",
    title: "API: days until the certificate of its domain ends",
    lines: [{ metric: daysToExpiry(certificateArn), label: "Days" }],
  };
}
