import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { AlarmError } from "../../../aws/alarms/declared";
import { metricKey } from "../../../aws/alarms/series";
import { type CallClients, createCallsSource } from "../../../local/alarms/calls-source";
import { createFakeAlarms, type FakeAlarms, type Judgement } from "../../../local/alarms/fake";
import { createGatherer } from "../../../local/alarms/gather";
import { createFakeMetrics, type MetricSource } from "../../../local/alarms/source";

const errorRate: MetricAlarm = {
  AlarmName: "f-error-rate-alarm-local",
  EvaluationPeriods: 2,
  Threshold: 5,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "notBreaching",
  StateValue: "INSUFFICIENT_DATA",
};
const queueAge: MetricAlarm = {
  ...errorRate,
  AlarmName: "queue-age-alarm-local",
  Namespace: "AWS/SQS",
  MetricName: "ApproximateAgeOfOldestMessage",
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 240,
  Dimensions: [{ Name: "QueueName", Value: "q" }],
  Statistic: "Maximum",
};
const stat = (MetricName: string) => ({
  Metric: {
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [
      { Name: "FunctionName", Value: "f" },
      { Name: "Resource", Value: "f:live" },
    ],
  },
  Period: 300,
  Stat: "Sum",
});
const queries = [
  { Id: "result", Expression: "IF(calls > 0, 100 * errors / calls, 0)", ReturnData: true },
  { Id: "calls", MetricStat: stat("Invocations"), ReturnData: false },
  { Id: "errors", MetricStat: stat("Errors"), ReturnData: false },
];

const origin = 600_000;

/** An emulator with one function, whose calls fail or not at real seconds after the origin, and with some alarms. */
function emulator(alarms: readonly MetricAlarm[], expressions = queries, filters: readonly object[] = []) {
  const calls: { readonly second: number; readonly fails: boolean }[] = [];
  const lines: { readonly message: string; readonly logStreamName: string; readonly timestamp: number }[] = [];
  const set: string[] = [];
  const states = new Map<string, string>();
  /** Throttled calls by second. */
  const throttled = new Map<number, number>();
  const f = [{ Name: "FunctionName", Value: "f" }];
  const answers: Readonly<Record<string, (input: Record<string, string>) => unknown>> = {
    DescribeAlarmsCommand: () => ({
      MetricAlarms: alarms.map((alarm) => ({
        ...alarm,
        StateValue: states.get(alarm.AlarmName ?? "") ?? alarm.StateValue,
      })),
    }),
    SetAlarmStateCommand: ({ AlarmName = "", StateValue = "" }) => {
      states.set(AlarmName, StateValue);
      set.push(`${AlarmName} ${StateValue}`);
      return {};
    },
    FilterLogEventsCommand: () => ({
      events: [
        ...lines,
        ...calls.flatMap(({ second, fails }, index) =>
          [
            `START RequestId: r${index} Version: 1`,
            ...(fails ? ["Error: no", "    at f (index.js:1:1)"] : []),
            `REPORT RequestId: r${index}\tDuration: 0 ms`,
          ].map((message) => ({ message, logStreamName: `s${index}`, timestamp: origin + second * 1_000 })),
        ),
      ],
    }),
    GetFunctionConfigurationCommand: () => ({}),
    ListAliasesCommand: () => ({ Aliases: [{ Name: "live", FunctionVersion: "1" }] }),
    ListMetricsCommand: () => ({ Metrics: [{ MetricName: "Throttles", Dimensions: f }] }),
    GetMetricStatisticsCommand: () => ({
      Datapoints: [...throttled].map(([second, Sum]) => ({ Timestamp: new Date(origin + second * 1_000), Sum })),
    }),
    DescribeMetricFiltersCommand: () => ({ metricFilters: filters }),
  };
  const send = async (command: { readonly constructor: { readonly name: string }; readonly input: never }) => {
    const answer = answers[command.constructor.name];
    if (answer === undefined) throw new Error(`unexpected ${command.constructor.name}`);
    return answer(command.input);
  };
  // The SDK's paginators look at the class of their client.
  const client = (prototype: object) => Object.assign(Object.create(prototype) as object, { send });
  return { calls, lines, set, client, expressions, throttled };
}

async function fakeAlarms(
  world: ReturnType<typeof emulator>,
  sources: readonly MetricSource[] = [],
): Promise<FakeAlarms> {
  const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
  const { LambdaClient } = await import("@aws-sdk/client-lambda");
  const clients = {
    cloudWatch: world.client(CloudWatchClient.prototype),
    lambda: world.client(LambdaClient.prototype),
    logs: world.client({}),
  } as unknown as CallClients;
  return createFakeAlarms({
    cloudWatch: clients.cloudWatch,
    gatherer: createGatherer([createCallsSource(clients, ["f"]), ...sources], { origin, factor: 60 }),
    environmentSuffix: "local",
    queries: new Map([["f-error-rate-alarm-local", [...world.expressions]]]),
  });
}

describe("the fake for CloudWatch's alarms", () => {
  it("raises an alarm when a function fails in two periods, and ends it with a period without failures", async () => {
    const world = emulator([errorRate]);
    const alarms = await fakeAlarms(world);

    world.calls.push({ second: 1, fails: true });
    await alarms.judge(origin + 5_000);
    expect(world.set).to.deep.equal(["f-error-rate-alarm-local OK"]);

    world.calls.push({ second: 7, fails: true });
    await alarms.judge(origin + 9_000);
    expect(world.set.at(-1)).to.equal("f-error-rate-alarm-local ALARM");

    world.calls.push({ second: 13, fails: false });
    const { transitions, judged } = await alarms.judge(origin + 15_000);
    expect(world.set).to.have.length(3);
    expect(world.set.at(-1)).to.equal("f-error-rate-alarm-local OK");
    expect(transitions.map(({ to }) => to)).to.deep.equal(["OK", "ALARM", "OK"]);
    expect(judged.map(({ name }) => name)).to.deep.equal(["f-error-rate-alarm-local"]);
  });

  it("judges no minute twice", async () => {
    const world = emulator([errorRate]);
    const alarms = await fakeAlarms(world);
    await alarms.judge(origin + 20_000);

    // Late: the minutes of these calls are over.
    world.calls.push({ second: 1, fails: true }, { second: 7, fails: true });
    await alarms.judge(origin + 20_500);

    expect(world.set).to.deep.equal(["f-error-rate-alarm-local OK"]);
  });

  it("leaves alone what it cannot measure, and alarms of other stacks", async () => {
    const world = emulator([errorRate, queueAge, { ...errorRate, AlarmName: "f-error-rate-alarm-dev" }]);

    const { unmeasured, judged } = await (await fakeAlarms(world)).judge(origin + 5_000);

    expect([...unmeasured]).to.deep.equal([["queue-age-alarm-local", ["AWS/SQS ApproximateAgeOfOldestMessage"]]]);
    expect(judged).to.have.length(1);
    expect(world.set).to.deep.equal(["f-error-rate-alarm-local OK"]);
  });

  it("judges an alarm whose metric has a source, by lengths of time in the clock of the run", async () => {
    const world = emulator([queueAge]);
    const source = createFakeMetrics("queues", {
      titles: ["AWS/SQS ApproximateAgeOfOldestMessage"],
      durations: ["AWS/SQS ApproximateAgeOfOldestMessage"],
    });
    const alarms = await fakeAlarms(world, [source]);
    // Two to seven real seconds old, at each second.
    for (let second = 2; second < 8; second++)
      source.add({
        ...{ namespace: "AWS/SQS", name: "ApproximateAgeOfOldestMessage", dimensions: { QueueName: "q" } },
        ...{ at: origin + second * 1_000, value: second },
      });

    const { transitions, unmeasured, gathered } = await alarms.judge(origin + 8_000);

    expect([...unmeasured]).to.deep.equal([]);
    expect(gathered.counts.get("queues")).to.equal(6);
    expect(transitions.map(({ to, dataPoints }) => [to, ...dataPoints])).to.deep.equal([
      ["OK"],
      ["ALARM", 300, 360, 420],
    ]);
  });

  it("counts throttled calls of a second once, however often that second is read and however it grows", async () => {
    const world = emulator([errorRate]);
    const alarms = await fakeAlarms(world);
    const total = ({ gathered }: Judgement) =>
      gathered.series.total(
        metricKey({
          namespace: "AWS/Lambda",
          name: "Throttles",
          dimensions: { FunctionName: "f", Resource: "f:live" },
        }),
      );

    world.throttled.set(1, 2);
    expect(total(await alarms.judge(origin + 2_000))).to.equal(2);
    world.throttled.set(1, 3);
    expect(total(await alarms.judge(origin + 3_000))).to.equal(3);
    expect(total(await alarms.judge(origin + 4_000))).to.equal(3);
  });

  it("judges an alarm on a metric filter by the lines of its log group, and one without its filter not at all", async () => {
    const errorLog: MetricAlarm = {
      ...errorRate,
      AlarmName: "orders-error-log-alarm-local",
      ...{ Namespace: "Backoffice", MetricName: "ErrorLogFallback", Statistic: "Sum", Period: 300 },
      ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
      Dimensions: [{ Name: "service", Value: "orders" }],
    };
    const filter = {
      logGroupName: "/aws/lambda/f",
      filterPattern: '{ $.message = "error log unavailable" }',
      metricTransformations: [
        {
          ...{ metricNamespace: "Backoffice", metricName: "ErrorLogFallback", metricValue: "1" },
          dimensions: { service: "$.service" },
        },
      ],
    };
    const [withFilter, without] = [emulator([errorLog], queries, [filter]), emulator([errorLog])];
    for (const world of [withFilter, without])
      world.lines.push({
        message: JSON.stringify({ message: "error log unavailable", service: "orders" }),
        ...{ logStreamName: "s", timestamp: origin + 1_000 },
      });

    await (await fakeAlarms(withFilter)).judge(origin + 3_000);
    const { unmeasured } = await (await fakeAlarms(without)).judge(origin + 3_000);

    expect(withFilter.set).to.deep.equal(["orders-error-log-alarm-local OK", "orders-error-log-alarm-local ALARM"]);
    expect(without.set).to.deep.equal([]);
    expect([...unmeasured]).to.deep.equal([["orders-error-log-alarm-local", ["Backoffice ErrorLogFallback"]]]);
  });

  it("stops at an expression that it does not know, and sets nothing", async () => {
    const [result, ...metrics] = queries;
    const world = emulator([errorRate], [
      { ...result, Id: "result", ReturnData: true, Expression: "ANOMALY_DETECTION_BAND(errors)" },
      ...metrics,
    ] as typeof queries);

    const error: unknown = await (await fakeAlarms(world)).judge(origin + 5_000).then(
      () => undefined,
      (thrown) => thrown,
    );

    expect(error).to.be.instanceOf(AlarmError);
    expect(String(error)).to.include("f-error-rate-alarm-local");
    expect(world.set).to.deep.equal([]);
  });
});
