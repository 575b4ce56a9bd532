// Points 10, 16 and 17 of the acceptance list, and X10: every alarm, what exactly it watches, when it is raised and what it notifies.
import { basename } from "node:path";
import { expect } from "chai";
import { runbookOf } from "../../../components/blocks/runbook";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { ofType } from "../../support/pulumi-queries";
import { type ExpectedAlarm, expectedAlarms } from "./expected-alarms";

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly returnData: boolean;
  readonly metric?: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, unknown>>;
    readonly period: number;
    readonly stat: string;
  };
}

function queriesOf(alarm: Declared): readonly Query[] {
  return (alarm.inputs.metricQueries as Query[] | undefined) ?? [];
}

function watchOf(alarm: Declared): ExpectedAlarm {
  const { inputs } = alarm;
  const runbook = basename(runbookOf(inputs.alarmDescription) ?? "none", ".md");
  const comparison = inputs.comparisonOperator === "GreaterThanThreshold" ? ">" : ">=";
  const when = (period: unknown) => `${comparison} ${inputs.threshold} in ${inputs.evaluationPeriods} x ${period} s`;
  const [result, ...queries] = queriesOf(alarm);
  if (result === undefined) {
    const statistic = inputs.extendedStatistic ?? inputs.statistic;
    return {
      metric: `${inputs.namespace} ${inputs.metricName} ${statistic}`,
      dimensions: inputs.dimensions as ExpectedAlarm["dimensions"],
      when: when(inputs.period),
      runbook,
    };
  }
  const metrics = queries.map(({ metric }) => {
    const { service } = metric?.dimensions ?? {};
    const of = service === undefined ? "" : ` of ${service}`;
    return `${metric?.namespace} ${metric?.metricName} ${metric?.stat}${of}`;
  });
  const dimensions = queries[0]?.metric?.dimensions ?? {};
  for (const { metric } of queries) {
    // All metrics of an expression are of one thing, or of two pipelines: what goes into one should come out of the other.
    const { service, ...rest } = metric?.dimensions ?? {};
    if (service === undefined) expect(rest, alarm.urn).to.deep.equal(dimensions);
    else expect({ ...rest, service: dimensions.service }, alarm.urn).to.deep.equal(dimensions);
  }
  return {
    metric: `${result.expression}: ${metrics.join(", ")}`,
    dimensions,
    when: when(queries[0]?.metric?.period),
    runbook,
  };
}

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`alarms in ${stack}`, () => {
    it("are exactly these", async () => {
      const { resources } = await program(stack);

      const actual = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map((alarm) => [
        alarm.inputs.name,
        watchOf(alarm),
      ]);
      expect(Object.fromEntries(actual)).to.deep.equal(expectedAlarms(stack));
    });

    it("notify the alerts topic when they are raised, and nothing when they are OK again; those of roll-outs notify nobody", async () => {
      const { resources, result } = await program(stack);

      const { alertsTopicArn } = result.monitoring as Record<string, string>;
      for (const { urn, inputs } of ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")) {
        const asked = String(inputs.name).endsWith(`-rollout-alarm-${stack}`);
        expect(inputs.alarmActions, urn).to.deep.equal(asked ? undefined : [alertsTopicArn]);
        expect(inputs, urn).to.not.have.any.keys("okActions", "insufficientDataActions", "actionsEnabled");
        // No backup at all is what that one alarm looks for.
        const wanted = inputs.name === `monitoring-backup-missing-alarm-${stack}` ? "breaching" : "notBreaching";
        expect(inputs.treatMissingData, urn).to.equal(wanted);
      }
    });
  });
}

describe("alarms by other settings", () => {
  it("stand where the settings say", async () => {
    const thresholds = {
      functionErrorRatePercent: 2.5,
      functionThrottles: 3,
      functionAverageDurationMs: 50,
      queueAgeSeconds: 120,
      iteratorAgeSeconds: 30,
      tableThrottles: 4,
      api4xxPercent: 10,
      api5xxPercent: 0.5,
      apiLatencyMs: 900,
      orderInternalFailures: 4,
      bounceRatePercent: 3,
      complaintRatePercent: 0.05,
    };

    const { resources } = await program("dev", { alarmThresholds: JSON.stringify(thresholds) });

    const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const at = (name: string) => alarms.find((alarm) => alarm.name === `${name}-alarm`)?.inputs.threshold;
    expect({
      functionErrorRatePercent: at("orders-get-error-rate"),
      functionThrottles: at("orders-get-throttles"),
      functionAverageDurationMs: at("orders-get-duration"),
      queueAgeSeconds: at("confirmations-queue-age"),
      iteratorAgeSeconds: Number(at("orders-publisher-stream-iterator-age")) / 1000,
      tableThrottles: at("orders-table-throttles"),
      api4xxPercent: Number(at("orders-api-4xx")) * 100,
      api5xxPercent: Number(at("orders-api-5xx")) * 100,
      apiLatencyMs: at("orders-api-latency"),
      orderInternalFailures: at("orders-internal-failures"),
      bounceRatePercent: Number(at("confirmations-bounce-rate")) * 100,
      complaintRatePercent: Number(at("confirmations-complaint-rate")) * 100,
    }).to.deep.equal(thresholds);
  });
});
