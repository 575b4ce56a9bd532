import { expect } from "chai";
import estimates from "../../components/config/estimates.json";
import { orderRecorders } from "../support/order-recorders";
import { program, type StackName } from "../support/pulumi";
import { expectedPipelines } from "./expected/pipelines";

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`the outputs in ${stack}`, () => {
    it("say where everything is", async () => {
      const { result } = await program(stack);

      const sqs = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}-${stack}`;
      const arn = (service: string, name: string) => `arn:aws:${service}:eu-south-2:111122223333:${name}`;
      const dashboard = (name: string) =>
        `https://eu-south-2.console.aws.amazon.com/cloudwatch/home?region=eu-south-2#dashboards/dashboard/${name}-${stack}`;
      const prod = stack === "prod";
      const { monthUsd } = estimates.prod;
      const pending =
        "pending: nothing arrives until the link in AWS's email 'Subscription Confirmation' is clicked; pulumi refresh asks again";
      const senderAddress = stack === "dev" ? "orders@dev.example.com" : "orders@example.com";
      expect(result).to.deep.equal({
        orders: {
          apiUrl: `https://orders-api-id.execute-api.eu-south-2.amazonaws.com/${stack}`,
          apiId: "orders-api-id",
          apiName: `orders-api-${stack}`,
          stageName: stack,
          tableName: `orders-table-${stack}`,
          tableArn: arn("dynamodb", `table/orders-table-${stack}`),
          auditTableName: `orders-audit-${stack}`,
          publisherFailureQueueUrl: sqs("orders-publisher-failures"),
          auditorFailureQueueUrl: sqs("orders-auditor-failures"),
          dashboardUrl: dashboard("orders-dashboard"),
          functionNames: {
            create: `orders-create-${stack}`,
            get: `orders-get-${stack}`,
            list: `orders-list-${stack}`,
            updateStatus: `orders-update-status-${stack}`,
            authorizer: `orders-authorizer-${stack}`,
            publisher: `orders-publisher-${stack}`,
            auditor: `orders-auditor-${stack}`,
          },
        },
        confirmations: {
          topicArn: arn("sns", `confirmations-topic-${stack}`),
          queueUrl: sqs("confirmations-queue"),
          queueArn: arn("sqs", `confirmations-queue-${stack}`),
          deadLetterQueueUrl: sqs("confirmations-dead-letters"),
          subscriptionDeadLetterQueueUrl: sqs("confirmations-subscription-dead-letters"),
          feedbackTopicArn: arn("sns", `confirmations-feedback-topic-${stack}`),
          feedbackQueueUrl: sqs("confirmations-feedback-queue"),
          feedbackDeadLetterQueueUrl: sqs("confirmations-feedback-dead-letters"),
          feedbackSubscriptionDeadLetterQueueUrl: sqs("confirmations-feedback-subscription-dead-letters"),
          deliveriesTableName: `confirmations-deliveries-${stack}`,
          suppressionsTableName: `confirmations-suppressions-${stack}`,
          configurationSetName: `confirmations-mail-${stack}`,
          identityArn: arn("ses", `identity/${prod ? "example.com" : senderAddress}`),
          senderAddress,
          dkimTokens: prod ? ["one", "two", "three"] : [],
          // The region of these tests is eu-south-2, whose domain AWS does not list.
          dkimRecords: [],
          dashboardUrl: dashboard("confirmations-dashboard"),
          functionNames: { sender: `confirmations-sender-${stack}`, feedback: `confirmations-feedback-${stack}` },
        },
        shipments: {
          busName: `shipments-bus-${stack}`,
          busArn: arn("events", `event-bus/shipments-bus-${stack}`),
          busDeadLetterQueueUrl: sqs("shipments-bus-dead-letters"),
          archiveName: `shipments-archive-${stack}`,
          ruleName: `shipments-carrier-events-${stack}`,
          queueUrl: sqs("shipments-queue"),
          deadLetterQueueUrl: sqs("shipments-dead-letters"),
          targetDeadLetterQueueUrl: sqs("shipments-target-dead-letters"),
          tableName: `shipments-table-${stack}`,
          tableArn: arn("dynamodb", `table/shipments-table-${stack}`),
          functionName: `shipments-processor-${stack}`,
          dashboardUrl: dashboard("shipments-dashboard"),
        },
        ...Object.fromEntries(
          orderRecorders.map((name) => [
            name,
            {
              ruleName: `${name}-order-events-${stack}`,
              queueUrl: sqs(`${name}-queue`),
              deadLetterQueueUrl: sqs(`${name}-dead-letters`),
              targetDeadLetterQueueUrl: sqs(`${name}-target-dead-letters`),
              tableName: `${name}-table-${stack}`,
              tableArn: arn("dynamodb", `table/${name}-table-${stack}`),
              functionName: `${name}-recorder-${stack}`,
              dashboardUrl: dashboard(`${name}-dashboard`),
            },
          ]),
        ),
        ...Object.assign({}, ...expectedPipelines.map((pipeline) => pipeline.outputs(stack))),
        monitoring: {
          errorTableName: `monitoring-errors-${stack}`,
          errorTableArn: arn("dynamodb", `table/monitoring-errors-${stack}`),
          alertsTopicArn: arn("sns", `monitoring-alerts-${stack}`),
          alertEmail: {
            dev: "backoffice-dev@example.com",
            prod: "backoffice@example.com",
            local: "alerts@example.com",
          }[stack],
          alertEmailStatus: pending,
          dashboardUrl: dashboard("monitoring-dashboard"),
          overviewDashboardUrl: dashboard("backoffice-overview"),
          ...(prod && {
            backupVaultName: "monitoring-backup-vault-prod",
            monthlyBudget: `${2 * monthUsd} USD a month: 2 times the ${monthUsd} USD that npm run cost estimates with 60,000 orders`,
          }),
          ...(!prod && { simulatorFunctionName: `monitoring-simulator-${stack}` }),
        },
        stack: {
          environmentSuffix: stack,
          keyArn: arn("kms", "key/11112222-3333-4444-5555-666677778888"),
          keyAlias: `alias/backoffice-key-${stack}`,
          region: "eu-south-2",
          accountId: "111122223333",
          indexShards: 1,
          ...(stack !== "dev" && { rolloutApplicationName: `backoffice-rollout-${stack}` }),
        },
      });
    });
  });
}
