import { expect } from "chai";
import { DeadLetterQueue } from "../../../components/blocks/dead-letter-queue";
import type { ServicePrincipal } from "../../../components/blocks/service-principal";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { statements, the } from "../../support/pulumi-queries";

function recordQueue(producers?: readonly ServicePrincipal[]) {
  return record(() => {
    const args = { ...sharedArgs(), ...(producers && { producers }) };
    const queue = new DeadLetterQueue("orders-publisher-failures", args);
    return { arn: queue.arn, url: queue.url };
  });
}

describe("a dead-letter queue without a source queue", () => {
  it("is encrypted, kept for fourteen days and watched", async () => {
    const { resources, result } = await recordQueue();

    expect(the(resources, "aws:sqs/queue:Queue", "orders-publisher-failures").inputs).to.deep.equal({
      name: "orders-publisher-failures-test",
      kmsMasterKeyId: keyArn,
      kmsDataKeyReusePeriodSeconds: 300,
      messageRetentionSeconds: 1_209_600,
      receiveWaitTimeSeconds: 20,
      tags,
    });
    const alarm = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-publisher-failures-alarm");
    expect(alarm.inputs.dimensions).to.deep.equal({ QueueName: "orders-publisher-failures-test" });
    expect(result.arn).to.equal("arn:aws:sqs:eu-south-2:111122223333:orders-publisher-failures-test");
  });

  it("allows services only when asked to", async () => {
    const closed = await recordQueue();
    const open = await recordQueue([{ service: "sns.amazonaws.com", sourceArn: "arn:topic" }]);

    const policy = (resources: typeof closed.resources) =>
      statements(the(resources, "aws:sqs/queuePolicy:QueuePolicy", "orders-publisher-failures-policy").inputs.policy);
    expect(policy(closed.resources).map(({ Sid }) => Sid)).to.deep.equal(["DenyInsecureTransport"]);
    expect(policy(open.resources)[1]).to.deep.include({
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Condition: {
        ArnEquals: { "aws:SourceArn": "arn:topic" },
      },
    });
  });

  it("is the parent of its three resources", async () => {
    const { resources } = await recordQueue();

    const block = the(resources, "backoffice:blocks:DeadLetterQueue", "orders-publisher-failures");
    expect(resources.filter(({ parent }) => parent === block.urn).map(({ type }) => type)).to.have.members([
      "aws:sqs/queue:Queue",
      "aws:sqs/queuePolicy:QueuePolicy",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
    ]);
  });
});
