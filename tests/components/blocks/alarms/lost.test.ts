// Q2 and Q5: alarms on retries, and on what AWS itself loses; every one by the first event, or by a number that one message never reaches.
import { expect } from "chai";
import { evaluateOnce } from "../../../../aws/metric-math/evaluate";
import { parseExpression } from "../../../../aws/metric-math/parse";
import {
  droppedEventsAlarm,
  lostPositionsAlarm,
  undeliveredMessagesAlarm,
} from "../../../../components/blocks/alarms/lost";
import { retriesAlarm } from "../../../../components/blocks/alarms/retries";
import { stalledOf } from "../../../../components/blocks/alarms/stalled";
import { DeadLetterQueue } from "../../../../components/blocks/dead-letter-queue";
import { backoffSeconds } from "../../../../functions/shared/backoff";
import { record } from "../../../support/pulumi";
import { sharedArgs } from "../../../support/pulumi-fixtures";
import { ofType, the } from "../../../support/pulumi-queries";

describe("alarms on lost deliveries", () => {
  it("are raised by the first message, position or event", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      undeliveredMessagesAlarm("orders-subscription", base, "topic", base.key);
      lostPositionsAlarm("orders-stream", base, "reader", base.key);
      droppedEventsAlarm("orders-notices", base, "notifier", base.key);
    });

    const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(
      alarms.map(({ inputs }) => [inputs.threshold, inputs.comparisonOperator, inputs.evaluationPeriods]),
    ).to.deep.equal(alarms.map(() => [0, "GreaterThanThreshold", 1]));
    expect(alarms).to.have.length(3);
  });
});

describe("the alarm on retries", () => {
  it("takes two periods of a queue and one of a stream", async () => {
    const { resources } = await record(() => {
      const base = sharedArgs();
      retriesAlarm("confirmations", "queues", base, base.key);
      retriesAlarm("orders", "stream", base, base.key);
    });

    const periods = (name: string) =>
      the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs.evaluationPeriods;
    expect([periods("confirmations-retries-alarm"), periods("orders-retries-alarm")]).to.deep.equal([2, 1]);
  });

  it("is out of reach of a single message, whatever its waits come to", () => {
    for (const share of [0, 0.25, 0.5, 0.75, 0.999]) {
      let at = 0;
      const times = Array.from({ length: 11 }, (_, index) => {
        const retried = at;
        at += 1 + backoffSeconds({ baseSeconds: 5, maxSeconds: 900 }, index + 1, share);
        return retried;
      });
      const within = (from: number) => times.filter((time) => time >= from && time < from + 300).length;
      const bothReached = [...Array(600).keys()].some((start) => within(start) >= 5 && within(start + 300) >= 5);
      expect(bothReached, `share ${share}`).to.equal(false);
    }
  });
});

describe("the alarm on a pipeline that stands still", () => {
  const value = (input: number | undefined, output: number | undefined) =>
    evaluateOnce(parseExpression(stalledOf("input", "output")), { input, output });

  it("is raised by what goes in while nothing comes out, and by nothing else", () => {
    expect([
      value(3, undefined),
      value(3, 0),
      value(3, 1),
      value(undefined, undefined),
      value(undefined, 2),
    ]).to.deep.equal([1, 1, 0, 0, 0]);
  });
});

describe("a dead-letter queue of last resort", () => {
  it("has a key of SQS, and none of the stack", async () => {
    const { resources } = await record(
      () => new DeadLetterQueue("shipments-last", { ...sharedArgs(), encryptedBy: "sqs" }),
    );

    const { inputs } = the(resources, "aws:sqs/queue:Queue", "shipments-last");
    expect(inputs.sqsManagedSseEnabled).to.equal(true);
    expect(inputs).to.not.have.any.keys("kmsMasterKeyId", "kmsDataKeyReusePeriodSeconds");
  });
});
