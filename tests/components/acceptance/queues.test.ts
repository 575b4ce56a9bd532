// Points 6, 7 and 8 of the acceptance list: queue arithmetic, two dead-letter queues per asynchronous path, nobody triggers itself.
import { expect } from "chai";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { asList, ofType, statements, text, the } from "../../support/pulumi-queries";

const FOURTEEN_DAYS = 1_209_600;

function arnOf(queue: Declared): string {
  return `arn:aws:sqs:eu-south-2:111122223333:${queue.inputs.name}`;
}

function functionOf(mapping: Declared, resources: readonly Declared[]): Declared {
  const name = text(mapping, "functionName").split(":").at(-2);
  const [found] = ofType(resources, "aws:lambda/function:Function").filter(({ inputs }) => inputs.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
}

function mappingsOf(resources: readonly Declared[], service: "sqs" | "dynamodb"): Declared[] {
  return ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping").filter((mapping) =>
    text(mapping, "eventSourceArn").includes(`:${service}:`),
  );
}

function deadLetterTargets(json: unknown): string {
  return JSON.parse(String(json)).deadLetterTargetArn;
}

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`asynchronous paths in ${stack}`, () => {
    it("are these queues and streams, and no others", async () => {
      const { resources } = await program(stack);

      const paths = ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping").map(
        (mapping) =>
          `${text(mapping, "eventSourceArn").split(":").slice(5).join(":")} -> ${functionOf(mapping, resources).name}`,
      );
      const stream = `table/orders-table-${stack}/stream/2026-01-01T00:00:00.000`;
      expect(paths).to.have.members([
        `confirmations-queue-${stack} -> confirmations-sender`,
        `confirmations-feedback-queue-${stack} -> confirmations-feedback`,
        `shipments-queue-${stack} -> shipments-processor`,
        `${stream} -> orders-publisher`,
        `${stream} -> orders-auditor`,
      ]);
    });

    it("hide messages for six timeouts and the window, and try them at least five times", async () => {
      const { resources } = await program(stack);

      const queues = ofType(resources, "aws:sqs/queue:Queue");
      for (const mapping of mappingsOf(resources, "sqs")) {
        const queue = queues.find((candidate) => arnOf(candidate) === mapping.inputs.eventSourceArn);
        const timeout = Number(functionOf(mapping, resources).inputs.timeout);
        const window = Number(mapping.inputs.maximumBatchingWindowInSeconds);
        expect(queue?.inputs.visibilityTimeoutSeconds, mapping.urn).to.equal(6 * timeout + window);
        const redrive = JSON.parse(String(queue?.inputs.redrivePolicy));
        expect(redrive.maxReceiveCount, mapping.urn).to.be.a("number").and.at.least(5);
        // Else a worker that dies at the last receive takes the reason with it.
        const { environment } = functionOf(mapping, resources).inputs;
        const { MAX_RECEIVE_COUNT } = (environment as { variables: Record<string, string> }).variables;
        expect(redrive.maxReceiveCount, mapping.urn).to.equal(Number(MAX_RECEIVE_COUNT) + 2);
      }
    });

    it("report failed messages one by one, and call no more functions at once than there may be", async () => {
      const { resources } = await program(stack);

      for (const mapping of ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping")) {
        expect(mapping.inputs.functionResponseTypes, mapping.urn).to.deep.equal(["ReportBatchItemFailures"]);
      }
      const concurrency = mappingsOf(resources, "sqs").map(({ name, inputs }) => [name, inputs.scalingConfig]);
      const limits = stack === "local" ? [2, 4, 4] : [5, 10, 10];
      expect(concurrency).to.deep.equal([
        ["confirmations-feedback-queue", { maximumConcurrency: limits[0] }],
        ["confirmations-sender-queue", { maximumConcurrency: limits[1] }],
        ["shipments-processor-queue", { maximumConcurrency: limits[2] }],
      ]);
      for (const mapping of mappingsOf(resources, "sqs")) {
        const reserved = functionOf(mapping, resources).inputs.reservedConcurrentExecutions ?? Number.POSITIVE_INFINITY;
        const { maximumConcurrency } = mapping.inputs.scalingConfig as { maximumConcurrency: number };
        expect(maximumConcurrency, mapping.urn).to.be.at.least(2);
        expect(Number(reserved), mapping.urn).to.be.at.least(maximumConcurrency);
      }
    });

    it("have dead letters of their own for what a function cannot handle", async () => {
      const { resources } = await program(stack);

      const queues = ofType(resources, "aws:sqs/queue:Queue");
      const redrives = queues
        .filter(({ inputs }) => inputs.redrivePolicy !== undefined)
        .map((queue) => [arnOf(queue), deadLetterTargets(queue.inputs.redrivePolicy)]);
      const arn = (name: string) => `arn:aws:sqs:eu-south-2:111122223333:${name}-${stack}`;
      expect(redrives).to.deep.equal([
        [arn("confirmations-feedback-queue"), arn("confirmations-feedback-dead-letters")],
        [arn("confirmations-queue"), arn("confirmations-dead-letters")],
        [arn("shipments-queue"), arn("shipments-dead-letters")],
      ]);
      const allowed = ofType(resources, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy").map(({ inputs }) => [
        inputs.queueUrl,
        JSON.parse(String(inputs.redriveAllowPolicy)),
      ]);
      const url = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}-${stack}`;
      expect(allowed).to.deep.equal([
        [
          url("confirmations-dead-letters"),
          { redrivePermission: "byQueue", sourceQueueArns: [arn("confirmations-queue")] },
        ],
        [
          url("confirmations-feedback-dead-letters"),
          { redrivePermission: "byQueue", sourceQueueArns: [arn("confirmations-feedback-queue")] },
        ],
        [url("shipments-dead-letters"), { redrivePermission: "byQueue", sourceQueueArns: [arn("shipments-queue")] }],
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
      const feed = (topic: string, queue: string, failures: string) => ({
        topic: arn("sns", topic),
        protocol: "sqs",
        endpoint: arn("sqs", queue),
        rawMessageDelivery: true,
        redrivePolicy: arn("sqs", failures),
      });
      const emails = { dev: "backoffice-dev@example.com", prod: "backoffice@example.com", local: "alerts@example.com" };
      const people = {
        dev: "backoffice-dev-notifications@example.com",
        prod: "backoffice-notifications@example.com",
        local: "notifications@example.com",
      };
      expect(subscriptions).to.deep.equal([
        feed(
          "confirmations-feedback-topic",
          "confirmations-feedback-queue",
          "confirmations-feedback-subscription-dead-letters",
        ),
        feed("confirmations-topic", "confirmations-queue", "confirmations-subscription-dead-letters"),
        { topic: arn("sns", "monitoring-alerts"), protocol: "email", endpoint: emails[stack] },
        { topic: arn("sns", "notifications-topic"), protocol: "email", endpoint: people[stack] },
        {
          topic: arn("sns", "notifications-topic"),
          protocol: "lambda",
          endpoint: `${arn("lambda", "function:notifications-processor")}:live`,
          redrivePolicy: arn("sqs", "notifications-delivery-dead-letters"),
        },
      ]);
    });

    it("have dead letters of their own for what a function that is called without waiting fails at to the end", async () => {
      const { resources } = await program(stack);

      const configs = ofType(resources, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
      expect(configs.map(({ inputs }) => inputs)).to.deep.equal([
        {
          functionName: `notifications-processor-${stack}`,
          qualifier: "live",
          maximumRetryAttempts: 2,
          maximumEventAgeInSeconds: 21_600,
          destinationConfig: {
            onFailure: {
              destination: `arn:aws:sqs:eu-south-2:111122223333:notifications-processor-failures-${stack}`,
            },
          },
        },
      ]);
      const permission = the(resources, "aws:lambda/permission:Permission", "notifications-subscription-permission");
      expect(permission.inputs).to.deep.equal({
        action: "lambda:InvokeFunction",
        function: `notifications-processor-${stack}`,
        qualifier: "live",
        principal: "sns.amazonaws.com",
        sourceArn: `arn:aws:sns:eu-south-2:111122223333:notifications-topic-${stack}`,
        sourceAccount: "111122223333",
      });
      const subscription = the(resources, "aws:sns/topicSubscription:TopicSubscription", "notifications-subscription");
      expect(subscription.dependencies).to.include.members([permission.urn, configs[0]?.urn]);
    });

    it("retry streams within bounds, halve bad batches, and see no removals but those by hand, which are audited", async () => {
      const { resources } = await program(stack);

      const changes = { pattern: '{"eventName":["INSERT","MODIFY"]}' };
      const removals = { pattern: '{"eventName":["REMOVE"],"userIdentity":{"principalId":[{"exists":false}]}}' };
      for (const { name, urn, inputs } of mappingsOf(resources, "dynamodb")) {
        expect(inputs, urn).to.deep.include({
          startingPosition: "TRIM_HORIZON",
          bisectBatchOnFunctionError: true,
          maximumRetryAttempts: 5,
          maximumRecordAgeInSeconds: 3600,
          filterCriteria: { filters: name.startsWith("orders-auditor") ? [changes, removals] : [changes] },
        });
        expect(inputs, urn).to.not.have.property("parallelizationFactor");
      }
    });

    it("keep their dead letters for fourteen days and raise an alarm at the first", async () => {
      const { resources } = await program(stack);

      const sources = new Set(mappingsOf(resources, "sqs").map(({ inputs }) => inputs.eventSourceArn));
      const deadLetters = ofType(resources, "aws:sqs/queue:Queue").filter((queue) => !sources.has(arnOf(queue)));
      expect(deadLetters.map(({ name }) => name)).to.deep.equal([
        "confirmations-dead-letters",
        "confirmations-feedback-dead-letters",
        "confirmations-feedback-subscription-dead-letters",
        "confirmations-subscription-dead-letters",
        "notifications-delivery-dead-letters",
        "notifications-processor-failures",
        "orders-auditor-failures",
        "orders-publisher-failures",
        "shipments-bus-dead-letters",
        "shipments-dead-letters",
        "shipments-target-dead-letters",
      ]);
      for (const queue of deadLetters) {
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

    it("let no function reach what triggers it, and no alarm's topic trigger anything", async () => {
      const { resources } = await program(stack);

      const subscribed = ofType(resources, "aws:sns/topicSubscription:TopicSubscription");
      for (const mapping of ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping")) {
        const fn = functionOf(mapping, resources);
        const source = text(mapping, "eventSourceArn").replace(/\/stream\/.*/, "");
        const feeders = subscribed.filter(({ inputs }) => inputs.endpoint === source).map(({ inputs }) => inputs.topic);
        const policy = the(resources, "aws:iam/rolePolicy:RolePolicy", `${fn.name}-policy`);
        const written = statements(policy.inputs.policy)
          .filter(({ Action }) =>
            asList(Action).some((action) => /:(Publish|SendMessage|PutItem|UpdateItem|DeleteItem)$/.test(action)),
          )
          .flatMap(({ Resource }) => asList(Resource));
        expect(written, fn.urn).to.not.include.oneOf([source, ...feeders]);
        expect(written.join(), fn.urn).to.not.include("monitoring-alerts");
      }
      const processor = the(resources, "aws:iam/rolePolicy:RolePolicy", "notifications-processor-policy");
      expect(String(processor.inputs.policy)).to.not.include("sns:Publish");
      for (const alarm of ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")) {
        expect(alarm.inputs.alarmActions, alarm.urn).to.deep.equal([
          `arn:aws:sns:eu-south-2:111122223333:monitoring-alerts-${stack}`,
        ]);
      }
      const alerts = subscribed.filter(({ inputs }) => String(inputs.topic).includes("monitoring-alerts"));
      expect(alerts.map(({ inputs }) => inputs.protocol)).to.deep.equal(["email"]);
    });
  });
}
