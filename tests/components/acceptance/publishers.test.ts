// Points 1 and 2 of the acceptance list: each publisher to an encrypted topic or queue stands in its policy and in the key policy;
// the key policy has a root statement and names no role.
import { expect } from "chai";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName } from "../../support/pulumi";
import { expectedPipelines } from "../expected/pipelines";
import { arn } from "../expected/statements";
import { keyStatements, servicesLetIn } from "./service-statements";

const budget = "arn:aws:budgets::111122223333:budget/monitoring-budget-prod";
const account = { StringEquals: { "aws:SourceAccount": "111122223333" } };

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  const topic = (name: string) => arn("sns", `${name}-${stack}`);
  const queue = (name: string) => arn("sqs", `${name}-${stack}`);
  const configurationSet = arn("ses", `configuration-set/confirmations-mail-${stack}`);
  const bus = arn("events", `event-bus/shipments-bus-${stack}`);
  const rule = arn("events", `rule/shipments-bus-${stack}/shipments-carrier-events-${stack}`);
  const orderRule = (name: string) => arn("events", `rule/shipments-bus-${stack}/${name}-order-events-${stack}`);
  const trail = arn("cloudtrail", `trail/monitoring-trail-${stack}`);

  describe(`publishers in ${stack}`, () => {
    it("are let in by topics and queues exactly so", async () => {
      const { resources } = await program(stack);

      const fromTopic = (name: string, source: string, target: string) => ({
        name: `${name}-policy`,
        statement: {
          Sid: "Producer1",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue(target),
          // Only what SNS is documented to give: with any other condition messages would vanish, dead letters included.
          Condition: { ArnEquals: { "aws:SourceArn": topic(source) } },
        },
      });
      const fromBus = (name: string, source: string) => {
        const { statement } = fromTopic(name, name, name);
        const Condition = { ArnEquals: { "aws:SourceArn": source } };
        return {
          name: `${name}-policy`,
          statement: { ...statement, Principal: { Service: "events.amazonaws.com" }, Condition },
        };
      };
      const toTopic = (name: string, service: string, source: string, Sid = "Publisher1") => ({
        name: `${name}-policy`,
        statement: {
          Sid,
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sns:Publish",
          Resource: topic(name),
          Condition: { ...account, ArnLike: { "aws:SourceArn": source } },
        },
      });
      const subscription = (name: string, source: string) => fromTopic(name, source, name);
      expect(servicesLetIn(resources)).to.have.deep.members([
        toTopic("confirmations-feedback-topic", "ses.amazonaws.com", configurationSet),
        toTopic("monitoring-alerts", "cloudwatch.amazonaws.com", arn("cloudwatch", `alarm:*-${stack}`)),
        ...(stack === "prod" ? [toTopic("monitoring-alerts", "budgets.amazonaws.com", budget, "Publisher2")] : []),
        subscription("confirmations-feedback-queue", "confirmations-feedback-topic"),
        subscription("confirmations-feedback-subscription-dead-letters", "confirmations-feedback-topic"),
        subscription("confirmations-queue", "confirmations-topic"),
        subscription("confirmations-subscription-dead-letters", "confirmations-topic"),
        fromBus("shipments-bus-dead-letters", bus),
        fromBus("shipments-queue", rule),
        fromBus("shipments-target-dead-letters", rule),
        ...orderRecorders.flatMap((name) => [
          fromBus(`${name}-queue`, orderRule(name)),
          fromBus(`${name}-target-dead-letters`, orderRule(name)),
        ]),
        ...expectedPipelines.flatMap((pipeline) => pipeline.letIn(stack)),
      ]);
    });

    it("are let in by the key exactly so", async () => {
      const { resources } = await program(stack);

      const statement = (Sid: string, service: string, Action: readonly string[], Condition: object) => ({
        ...{ Sid, Effect: "Allow", Principal: { Service: service }, Action, Resource: "*", Condition },
      });
      const from = (...sources: readonly string[]) => ({ ArnLike: { "aws:SourceArn": sources } });
      const publish = ["kms:Decrypt", "kms:GenerateDataKey*"];
      expect(keyStatements(resources)).to.have.deep.members([
        {
          Sid: "AccountAdministers",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "LogGroups",
          Effect: "Allow",
          Principal: { Service: "logs.eu-south-2.amazonaws.com" },
          Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          Resource: "*",
          Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", "*") } },
        },
        statement("AlarmsPublish", "cloudwatch.amazonaws.com", publish, {
          ...account,
          ...from(arn("cloudwatch", `alarm:*-${stack}`)),
        }),
        statement("ShopBusDescribesKey", "events.amazonaws.com", ["kms:DescribeKey"], account),
        // An archive gives no source, only the bus as context: with a condition on one it would keep nothing, without a word.
        statement("ShopBusEncrypts", "events.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"], {
          StringEquals: { "kms:EncryptionContext:aws:events:event-bus:arn": bus },
        }),
        statement("CarrierEventsReachQueues", "events.amazonaws.com", publish, from(rule)),
        ...orderRecorders.map((name) => {
          const sid = `${name.charAt(0).toUpperCase()}${name.slice(1)}EventsReachQueues`;
          return statement(sid, "events.amazonaws.com", publish, from(orderRule(name)));
        }),
        statement("MailEventsPublish", "ses.amazonaws.com", publish, { ...account, ...from(configurationSet) }),
        {
          Sid: "TopicsDeliverToQueues",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: publish,
          Resource: "*",
          Condition: {
            ArnLike: { "aws:SourceArn": [topic("confirmations-topic"), topic("confirmations-feedback-topic")] },
          },
        },
        ...expectedPipelines.flatMap((pipeline) => pipeline.keyStatements(stack)),
        ...(stack === "prod"
          ? [
              statement("BudgetsPublish", "budgets.amazonaws.com", publish, { ...account, ...from(budget) }),
              statement("TrailDescribesKey", "cloudtrail.amazonaws.com", ["kms:DescribeKey"], from(trail)),
              statement("TrailEncrypts", "cloudtrail.amazonaws.com", ["kms:GenerateDataKey*"], {
                StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": trail },
                ...from(trail),
              }),
            ]
          : []),
      ]);
    });
  });
}
