import { expect } from "chai";
import * as fc from "fast-check";
import { Queue } from "../../../components/blocks/queue";
import { checkQueueTrigger, queueTrigger } from "../../../components/blocks/queue-trigger";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, tags } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

describe("a queue that triggers a function", () => {
  it("calls the alias, reports failed messages one by one, and waits for the role's policy", async () => {
    const { resources } = await record(() => {
      const base = functionSharedArgs();
      const fn = anyFunction(base);
      const queue = new Queue("orders-queue", {
        stack: base.stack,
        key: base.key,
        alertsTopicArn: base.alertsTopicArn,
        deadLettersName: "orders-dead-letters",
        visibilityTimeoutSeconds: 180,
        maxReceiveCount: 5,
      });
      queueTrigger(
        "orders-create-queue",
        { stack: base.stack, fn, queue, batchSize: 10, windowSeconds: 5, maxConcurrency: 4 },
        fn,
      );
    });

    const mapping = the(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", "orders-create-queue");
    expect(mapping.inputs).to.deep.equal({
      eventSourceArn: "arn:aws:sqs:eu-south-2:111122223333:orders-queue-test",
      functionName: "arn:aws:lambda:eu-south-2:111122223333:function:orders-create-test:live",
      batchSize: 10,
      maximumBatchingWindowInSeconds: 5,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 4 },
      tags,
    });
    const policy = the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy");
    expect(mapping.dependencies).to.include(policy.urn);
  });

  const good = {
    visibilityTimeoutSeconds: 180,
    timeoutSeconds: 30,
    windowSeconds: 0,
    maxConcurrency: 10,
    reservedConcurrency: undefined,
  };

  it("fits when messages stay hidden for six timeouts and the window", () => {
    expect(() => checkQueueTrigger("q", good)).to.not.throw();
    expect(() => checkQueueTrigger("q", { ...good, reservedConcurrency: 10 })).to.not.throw();
  });

  it("is refused when messages would come back while they are worked on", () => {
    expect(() => checkQueueTrigger("orders-q", { ...good, windowSeconds: 1 })).to.throw(
      "orders-q: the queue's visibility timeout must be at least 6 x 30 s + 1 s = 181 s, 180 given",
    );
  });

  it("is refused when the function could not keep up", () => {
    expect(() => checkQueueTrigger("q", { ...good, reservedConcurrency: 9 })).to.throw(
      "q: the function reserves 9 concurrent calls, fewer than the queue's maxConcurrency of 10",
    );
    expect(() => checkQueueTrigger("q", { ...good, maxConcurrency: 1 })).to.throw("maxConcurrency must be at least 2");
  });

  it("never lets a message show twice within six timeouts", () => {
    const seconds = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(seconds, seconds, fc.nat(300), (visibilityTimeoutSeconds, timeoutSeconds, windowSeconds) => {
        const numbers = { ...good, visibilityTimeoutSeconds, timeoutSeconds, windowSeconds };
        const fits = visibilityTimeoutSeconds >= 6 * timeoutSeconds + windowSeconds;
        try {
          checkQueueTrigger("q", numbers);
          return fits;
        } catch {
          return !fits;
        }
      }),
    );
  });
});
