// Points 6 and 8 of the acceptance list: queue arithmetic, nobody triggers itself.
import { expect } from "chai";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { asList, ofType, statements, text, the } from "../../support/pulumi-queries";
import { arnOf, mappingsOf } from "./asynchronous-paths";

function functionOf(mapping: Declared, resources: readonly Declared[]): Declared {
  const name = text(mapping, "functionName").split(":").at(-2);
  const [found] = ofType(resources, "aws:lambda/function:Function").filter(({ inputs }) => inputs.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found;
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

    it("retry streams within bounds, halve bad batches, and see no removals but those by hand, which are audited", async () => {
      const { resources } = await program(stack);

      const changes = { pattern: '{"eventName":["INSERT","MODIFY"]}' };
      const removals = { pattern: '{"eventName":["REMOVE"],"userIdentity":{"principalId":[{"exists":false}]}}' };
      for (const { name, urn, inputs } of mappingsOf(resources, "dynamodb")) {
        expect(inputs, urn).to.deep.include({
          startingPosition: "TRIM_HORIZON",
          bisectBatchOnFunctionError: true,
          maximumRetryAttempts: -1,
          maximumRecordAgeInSeconds: 3600,
          filterCriteria: { filters: name.startsWith("orders-auditor") ? [changes, removals] : [changes] },
        });
        expect(inputs, urn).to.not.have.property("parallelizationFactor");
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
