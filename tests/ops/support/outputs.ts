import { type OpsOutputs, readOpsOutputs } from "../../../ops/stack/outputs";

/** A queue's URL. */
export const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}-test`;

/** Outputs as `index.ts` gives them, as far as the commands look. */
export function outputsWith(changes: Readonly<Record<string, unknown>> = {}): OpsOutputs {
  const outputs = {
    orders: {
      tableName: "orders-table-test",
      auditTableName: "orders-audit-test",
      publisherFailureQueueUrl: url("orders-publisher-failures"),
      auditorFailureQueueUrl: url("orders-auditor-failures"),
      functionNames: {
        create: "orders-create-test",
        publisher: "orders-publisher-test",
        auditor: "orders-auditor-test",
      },
    },
    confirmations: {
      queueUrl: url("confirmations-queue"),
      deadLetterQueueUrl: url("confirmations-dead-letters"),
      subscriptionDeadLetterQueueUrl: url("confirmations-subscription-dead-letters"),
      feedbackQueueUrl: url("confirmations-feedback-queue"),
      feedbackDeadLetterQueueUrl: url("confirmations-feedback-dead-letters"),
      feedbackSubscriptionDeadLetterQueueUrl: url("confirmations-feedback-subscription-dead-letters"),
      deliveriesTableName: "confirmations-deliveries-test",
      suppressionsTableName: "confirmations-suppressions-test",
      functionNames: { sender: "confirmations-sender-test", feedback: "confirmations-feedback-test" },
    },
    shipments: {
      tableName: "shipments-table-test",
      queueUrl: url("shipments-queue"),
      deadLetterQueueUrl: url("shipments-dead-letters"),
      targetDeadLetterQueueUrl: url("shipments-target-dead-letters"),
      busDeadLetterQueueUrl: url("shipments-bus-dead-letters"),
      functionName: "shipments-processor-test",
    },
    monitoring: { errorTableName: "monitoring-errors-test", simulatorFunctionName: "monitoring-simulator-test" },
    stack: { environmentSuffix: "test", region: "us-east-1", accountId: "000000000000" },
    ...changes,
  };
  return readOpsOutputs(outputs, "the test's outputs");
}
