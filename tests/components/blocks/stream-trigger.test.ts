import { expect } from "chai";
import { DeadLetterQueue } from "../../../components/blocks/dead-letter-queue";
import { streamTrigger } from "../../../components/blocks/stream-trigger";
import { Table } from "../../../components/blocks/table";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, tags } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

function recordTrigger(config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const base = functionSharedArgs(config);
    const fn = anyFunction(base);
    const table = new Table("orders-table", { ...base, hashKey: { name: "orderId", type: "S" }, stream: true });
    const deadLetterQueue = new DeadLetterQueue("orders-create-failures", base);
    const patterns = [{ eventName: ["INSERT"] }, { eventName: ["MODIFY"] }];
    streamTrigger("orders-create-stream", { ...base, fn, table, deadLetterQueue, patterns }, fn);
  });
}

describe("a stream that triggers a function", () => {
  it("calls the alias with bounded, bisecting retries and keeps what fails", async () => {
    const { resources } = await recordTrigger();

    const mapping = the(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", "orders-create-stream");
    expect(mapping.inputs).to.deep.equal({
      eventSourceArn: "arn:aws:dynamodb:eu-south-2:111122223333:table/orders-table-test/stream/2026-01-01T00:00:00.000",
      functionName: "arn:aws:lambda:eu-south-2:111122223333:function:orders-create-test:live",
      startingPosition: "TRIM_HORIZON",
      batchSize: 25,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: 3600,
      functionResponseTypes: ["ReportBatchItemFailures"],
      destinationConfig: {
        onFailure: { destinationArn: "arn:aws:sqs:eu-south-2:111122223333:orders-create-failures-test" },
      },
      filterCriteria: {
        filters: [{ pattern: '{"eventName":["INSERT"]}' }, { pattern: '{"eventName":["MODIFY"]}' }],
      },
      tags,
    });
  });

  it("takes its bounds from the settings", async () => {
    const { resources } = await recordTrigger({
      streamBatchSize: "7",
      streamParallelization: "4",
      streamRetryAttempts: "3",
      streamMaxRecordAgeSeconds: "660",
    });

    const mapping = the(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", "orders-create-stream");
    expect(mapping.inputs).to.include({
      batchSize: 7,
      parallelizationFactor: 4,
      maximumRetryAttempts: 3,
      maximumRecordAgeInSeconds: 660,
    });
  });

  it("waits for the role's policy and for the queue of failures", async () => {
    const { resources } = await recordTrigger();

    const mapping = the(resources, "aws:lambda/eventSourceMapping:EventSourceMapping", "orders-create-stream");
    expect(mapping.dependencies).to.include.members([
      the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy").urn,
      the(resources, "aws:sqs/queuePolicy:QueuePolicy", "orders-create-failures-policy").urn,
    ]);
  });

  it("has an alarm for falling behind", async () => {
    const { resources } = await recordTrigger();

    const alarm = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-create-stream-iterator-age-alarm");
    expect(alarm.inputs).to.deep.include({
      metricName: "IteratorAge",
      dimensions: { FunctionName: "orders-create-test" },
      threshold: 60_000,
    });
  });
});
