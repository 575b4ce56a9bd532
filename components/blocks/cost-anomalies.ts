import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import type { ServicePrincipal } from "./service-principal";
import type { Topic } from "./topic";

export interface CostAnomaliesArgs {
  readonly stack: StackContext;
  /** Notified at once; emails of AWS's own come once a day at best. */
  readonly topic: Topic;
}

/**
 * Unusual costs of any AWS service, in the whole account: a budget counts what has the stack's tag, and a leaked credential spends elsewhere.
 * AWS looks three times a day at costs that are up to a day old (Cost Management guide, "Detecting unusual spend").
 */
export class CostAnomalies extends pulumi.ComponentResource {
  constructor(name: LogicalName, { stack, topic }: CostAnomaliesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "CostAnomalies"), name, {}, opts);
    const monitor = new aws.costexplorer.AnomalyMonitor(
      `${name}-monitor`,
      {
        name: physicalNameIn(stack, "costAnomalies", `${name}-monitor`),
        monitorType: "DIMENSIONAL",
        monitorDimension: "SERVICE",
        tags: stack.tags,
      },
      { parent: this },
    );
    new aws.costexplorer.AnomalySubscription(
      `${name}-alerts`,
      {
        name: physicalNameIn(stack, "costAnomalies", `${name}-alerts`),
        // Topics take nothing else.
        frequency: "IMMEDIATE",
        monitorArnLists: [monitor.arn],
        subscribers: [{ type: "SNS", address: topic.arn }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(stack.config.costAnomalyUsd)],
          },
        },
        tags: stack.tags,
      },
      // AWS tries the topic when the subscription is made.
      { parent: this, dependsOn: [topic.policy] },
    );
    this.registerOutputs();
  }
}

/** Who publishes unusual costs, to the topic and with its key; nobody without a monitor. */
export function anomalyPublishers(stack: StackContext): readonly ServicePrincipal[] {
  if (!stack.config.costAnomaliesEnabled) return [];
  // A subscription has an id for a name, which nobody knows before.
  const sourceArn = pulumi.interpolate`arn:${stack.partition}:ce::${stack.accountId}:anomalysubscription/*`;
  return [{ service: "costalerts.amazonaws.com", sourceArn }];
}
