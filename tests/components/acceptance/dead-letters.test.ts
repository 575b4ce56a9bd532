// Point 7 of the acceptance list: two dead-letter queues per asynchronous path.
import { expect } from "chai";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";
import { expectedPipelines } from "../expected/pipelines";
import { deadLetters } from "./alarmed-resources";
import { arnOf, mappingsOf } from "./asynchronous-paths";

const FOURTEEN_DAYS = 1_209_600;

function deadLetterTargets(json: unknown): string {
  return JSON.parse(String(json)).deadLetterTargetArn;
}

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`asynchronous paths in ${stack}`, () => {
    it("have dead letters of their own for what a function cannot handle", async () => {
      const { resources } = await program(stack);

      const queues = ofType(resources, "aws:sqs/queue:Queue");
      const redrives = queues
        .filter(({ inputs }) => inputs.redrivePolicy !== undefined)
        .map((queue) => [arnOf(queue), deadLetterTargets(queue.inputs.redrivePolicy)]);
      const arn = (name: string) => `arn:aws:sqs:eu-south-2:111122223333:${name}-${stack}`;
      expect(redrives).to.have.deep.members([
        [arn("confirmations-feedback-queue"), arn("confirmations-feedback-dead-letters")],
        [arn("confirmations-queue"), arn("confirmations-dead-letters")],
        [arn("shipments-queue"), arn("shipments-dead-letters")],
        ...orderRecorders.map((name) => [arn(`${name}-queue`), arn(`${name}-dead-letters`)]),
      ]);
      const allowed = ofType(resources, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy").map(({ inputs }) => [
        inputs.queueUrl,
        JSON.parse(String(inputs.redriveAllowPolicy)),
      ]);
      const url = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}-${stack}`;
      expect(allowed).to.have.deep.members([
        [
          url("confirmations-dead-letters"),
          { redrivePermission: "byQueue", sourceQueueArns: [arn("confirmations-queue")] },
        ],
        [
          url("confirmations-feedback-dead-letters"),
          { redrivePermission: "byQueue", sourceQueueArns: [arn("confirmations-feedback-queue")] },
        ],
        ...["shipments", ...orderRecorders].map((name) => [
          url(`${name}-dead-letters`),
          { redrivePermission: "byQueue", sourceQueueArns: [arn(`${name}-queue`)] },
        ]),
      ]);
      const streams = mappingsOf(resources, "dynamodb").map(({ name, inputs }) => [name, inputs.destinationConfig]);
      expect(streams).to.deep.equal([
        ["orders-auditor-stream", { onFailure: { destinationArn: arn("orders-auditor-failures") } }],
        ["orders-publisher-stream", { onFailure: { destinationArn: arn("orders-publisher-failures") } }],
      ]);
    });

    it("have dead letters of their own for what SNS cannot deliver", async () => {
      const { resources } = await program(stack);

      const arn = (service: string, name: string) => `arn:aws:${service}:eu-south-2:111122223333:${name}-${stack}`;
      const subscriptions = ofType(resources, "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => ({
        ...inputs,
        ...(inputs.redrivePolicy !== undefined && { redrivePolicy: deadLetterTargets(inputs.redrivePolicy) }),
      }));
      const subscription = (topic: string, queue: string, failures: string) => ({
        topic: arn("sns", topic),
        protocol: "sqs",
        endpoint: arn("sqs", queue),
        rawMessageDelivery: true,
        redrivePolicy: arn("sqs", failures),
      });
      const emails = { dev: "backoffice-dev@example.com", prod: "backoffice@example.com", local: "alerts@example.com" };
      expect(subscriptions).to.have.deep.members([
        subscription(
          "confirmations-feedback-topic",
          "confirmations-feedback-queue",
          "confirmations-feedback-subscription-dead-letters",
        ),
        subscription("confirmations-topic", "confirmations-queue", "confirmations-subscription-dead-letters"),
        { topic: arn("sns", "monitoring-alerts"), protocol: "email", endpoint: emails[stack] },
        ...expectedPipelines.flatMap(({ subscribed }) => subscribed(stack)),
      ]);
    });

    it("are none of functions that are called without waiting, but those of a pipeline with expectations of its own", async () => {
      const { resources } = await program(stack);

      const configs = ofType(resources, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
      const own = expectedPipelines.flatMap(({ functions }) => functions).map((name) => `${name}-${stack}`);
      for (const { urn, inputs } of configs) expect(inputs.functionName, urn).to.be.oneOf(own);
    });

    it("keep their dead letters for fourteen days and raise an alarm at the first", async () => {
      const { resources } = await program(stack);

      const sources = new Set(mappingsOf(resources, "sqs").map(({ inputs }) => inputs.eventSourceArn));
      const queues = ofType(resources, "aws:sqs/queue:Queue").filter((queue) => !sources.has(arnOf(queue)));
      expect(queues.map(({ name }) => name)).to.have.members([...deadLetters]);
      for (const queue of queues) {
        expect(queue.inputs.messageRetentionSeconds, queue.urn).to.equal(FOURTEEN_DAYS);
        const alarm = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", `${queue.name}-alarm`);
        expect(alarm.inputs, queue.urn).to.deep.include({
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: queue.inputs.name },
          threshold: 0,
          comparisonOperator: "GreaterThanThreshold",
        });
      }
    });
  });
}
