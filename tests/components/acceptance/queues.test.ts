// Points 6 and 8 of the acceptance list: queue arithmetic, nobody triggers itself.
import { expect } from "chai";
import { orderRecorders } from "../../support/order-recorders";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { ofType, text } from "../../support/pulumi-queries";
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
        ...orderRecorders.map((name) => `${name}-queue-${stack} -> ${name}-recorder`),
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
      expect(concurrency).to.have.deep.members([
        ["confirmations-feedback-queue", { maximumConcurrency: limits[0] }],
        ["confirmations-sender-queue", { maximumConcurrency: limits[1] }],
        ["shipments-processor-queue", { maximumConcurrency: limits[2] }],
        ...orderRecorders.map((name) => [`${name}-recorder-queue`, { maximumConcurrency: 10 }]),
      ]);
      for (const mapping of mappingsOf(resources, "sqs")) {
        const reserved = functionOf(mapping, resources).inputs.reservedConcurrentExecutions ?? Number.POSITIVE_INFINITY;
        const { maximumConcurrency } = mapping.inputs.scalingConfig as { maximumConcurrency: number };
        expect(maximumConcurrency, mapping.urn).to.be.at.least(2);
        expect(Number(reserved), mapping.urn).to.be.at.least(maximumConcurrency);
      }
    });

    it("retry streams within bounds, halve bad batches, and see no removals but manual ones, which are audited", async () => {
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
  });
}
