// The shop's bus: encrypted, kept for replays, and from there into a queue, with dead letters at each hop.
import { expect } from "chai";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  const arn = (service: string, name: string) => `arn:aws:${service}:eu-south-2:111122223333:${name}`;
  const busName = `shipments-bus-${stack}`;

  describe(`the shop's bus in ${stack}`, () => {
    it("is encrypted, and keeps what the key fails in dead letters of its own", async () => {
      const { resources, result } = await program(stack);

      const bus = the(resources, "aws:cloudwatch/eventBus:EventBus", "shipments-bus");
      const policy = the(resources, "aws:sqs/queuePolicy:QueuePolicy", "shipments-bus-dead-letters-policy");
      expect(bus.inputs).to.deep.include({
        name: busName,
        kmsKeyIdentifier: (result.stack as Record<string, unknown>).keyArn,
        deadLetterConfig: { arn: arn("sqs", `shipments-bus-dead-letters-${stack}`) },
      });
      expect(bus.dependencies).to.include(policy.urn);
    });

    it("keeps every event for thirty days, encrypted", async () => {
      const { resources, result } = await program(stack);

      const archives = ofType(resources, "aws:cloudwatch/eventArchive:EventArchive").map(({ inputs }) => inputs);
      expect(archives).to.deep.equal([
        {
          name: `shipments-archive-${stack}`,
          description: "Everything that the bus has carried, for replays",
          eventSourceArn: arn("events", `event-bus/${busName}`),
          retentionDays: 30,
          kmsKeyIdentifier: (result.stack as Record<string, unknown>).keyArn,
        },
      ]);
    });

    it("hands each queue the events that it is for, and no others", async () => {
      const { resources } = await program(stack);

      const rules = ofType(resources, "aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => [
        inputs.name,
        inputs.eventBusName,
        JSON.parse(String(inputs.eventPattern)),
      ]);
      expect(rules).to.have.deep.members([
        [
          `shipments-carrier-events-${stack}`,
          busName,
          { source: [{ prefix: "carrier." }], "detail-type": ["ShipmentStatusChanged"] },
        ],
        ...orderRecorders.map((name) => [
          `${name}-order-events-${stack}`,
          busName,
          { source: ["backoffice.orders"], "detail-type": ["OrderStatusChanged"] },
        ]),
      ]);
    });

    it("tries the queue for a day, then the target's dead letters, once both let it in", async () => {
      const { resources } = await program(stack);

      const targets = ofType(resources, "aws:cloudwatch/eventTarget:EventTarget");
      const fed = ["shipments", ...orderRecorders];
      const ruleOf = (name: string) => (name === "shipments" ? "shipments-carrier-events" : `${name}-order-events`);
      expect(targets.map(({ inputs }) => inputs)).to.have.deep.members(
        fed.map((name) => ({
          targetId: "queue",
          rule: `${ruleOf(name)}-${stack}`,
          eventBusName: busName,
          arn: arn("sqs", `${name}-queue-${stack}`),
          retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
          deadLetterConfig: { arn: arn("sqs", `${name}-target-dead-letters-${stack}`) },
        })),
      );
      for (const name of fed) {
        const { dependencies } = the(resources, "aws:cloudwatch/eventTarget:EventTarget", `${ruleOf(name)}-queue`);
        for (const queue of [`${name}-queue`, `${name}-target-dead-letters`]) {
          const policy = the(resources, "aws:sqs/queuePolicy:QueuePolicy", `${queue}-policy`);
          expect(dependencies, queue).to.include(policy.urn);
        }
      }
    });
  });
}

describe("the shop's bus by other settings", () => {
  it("keeps, tries and reads as they say", async () => {
    const { resources } = await program("dev", {
      archiveRetentionDays: "20",
      eventRetryAttempts: "13",
      eventMaxAgeSeconds: "7200",
      shipmentsMaxConcurrency: "6",
      functionOverrides: '{"shipments/processor":{"timeoutSeconds":12,"memoryMb":256}}',
    });

    const archive = the(resources, "aws:cloudwatch/eventArchive:EventArchive", "shipments-archive");
    const target = the(resources, "aws:cloudwatch/eventTarget:EventTarget", "shipments-carrier-events-queue");
    const fn = the(resources, "aws:lambda/function:Function", "shipments-processor");
    const queue = the(resources, "aws:sqs/queue:Queue", "shipments-queue");
    const mapping = the(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", "shipments-processor-queue");
    const { variables } = fn.inputs.environment as { variables: Record<string, string> };
    expect(archive.inputs.retentionDays).to.equal(20);
    expect(target.inputs.retryPolicy).to.deep.equal({ maximumRetryAttempts: 13, maximumEventAgeInSeconds: 7_200 });
    expect(mapping.inputs.scalingConfig).to.deep.equal({ maximumConcurrency: 6 });
    expect(fn.inputs).to.include({ timeout: 12, memorySize: 256 });
    expect(queue.inputs.visibilityTimeoutSeconds).to.equal(72);
    // As long as a failed event can come back from the archive and the dead letters.
    expect(variables).to.include({ NOTICE_RETENTION_DAYS: "34", LEASE_SECONDS: "12" });
  });

  it("refuses to reserve less for the processor than its queue asks for", async () => {
    const settings = { functionOverrides: '{"shipments/processor":{"reservedConcurrency":5}}' };

    let problem = "";
    await program("dev", settings).catch((error: Error) => {
      problem = error.message;
    });

    expect(problem).to.include("must reserve for shipments/processor at least shipmentsMaxConcurrency (10)");
  });
});
