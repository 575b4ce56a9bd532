import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import type { Invocation } from "../../../aws/alarms/points";
import { lambdaPoints } from "../../../aws/alarms/points";
import { createSeries } from "../../../aws/alarms/series";
import type { Judgement } from "../../../local/alarms/fake";
import { alarmGap } from "../../../local/report/gaps";
import { alarmRaised } from "../../../local/traffic/checks/alarms";
import type { CheckContext } from "../../../local/traffic/checks/check";
import { createJournal } from "../../../local/traffic/journal";

const simulator = "monitoring-simulator-local";
const quiet = "orders-get-local";
const alarm = "monitoring-simulator-error-rate-alarm-local";
const quietAlarm = "orders-get-error-rate-alarm-local";
const clock = { origin: 0, factor: 60 };
const call: Invocation = { functionName: simulator, version: "1", at: 1, durationMs: 1, failed: true };
const alert = JSON.stringify({ AlarmName: alarm, NewStateValue: "ALARM" });

interface World {
  readonly invocations: readonly Invocation[];
  readonly sighted: readonly string[];
  readonly history: Readonly<Record<string, readonly string[]>>;
  readonly quietState: string;
  readonly messages: readonly string[];
}

const good: World = {
  invocations: [call, { ...call, functionName: quiet, failed: false }],
  sighted: ["ALARM", "OK"],
  history: { [alarm]: ["INSUFFICIENT_DATA", "OK", "ALARM", "OK"], [quietAlarm]: ["OK"] },
  quietState: "OK",
  messages: [alert],
};

function judgement(invocations: readonly Invocation[]): Judgement {
  const points = lambdaPoints(invocations, () => ["live"]);
  const at = { alarm, reason: "", dataPoints: [] };
  return {
    judged: [],
    unmeasured: new Map([["queue-age-alarm-local", ["AWS/SQS ApproximateAgeOfOldestMessage"]]]),
    transitions: [
      { ...at, minute: 9, from: "OK", to: "ALARM" },
      { ...at, minute: 15, from: "ALARM", to: "OK" },
    ],
    gathered: {
      titles: new Set(),
      series: createSeries(clock, points),
      counts: new Map([["the functions' logs", points.length]]),
    },
    clock,
  };
}

async function look(change: Partial<World>): Promise<string> {
  const { invocations, sighted, history, quietState, messages } = { ...good, ...change };
  const journal = createJournal();
  journal.judgements.push(judgement(invocations));
  journal.simulated.push({ sequence: 0, correlationId: "c", mustFail: true, failed: true, error: "no" });
  journal.sightings.push(...sighted.map((state) => ({ alarm, state, reason: "" })));
  const send = async ({
    constructor: { name },
    input,
  }: {
    constructor: { name: string };
    input: { AlarmName: string };
  }) =>
    name === "DescribeAlarmsCommand"
      ? { MetricAlarms: [{ AlarmName: quietAlarm, StateValue: quietState }] }
      : {
          AlarmHistoryItems: (history[input.AlarmName] ?? []).map((stateValue) => ({
            HistoryData: JSON.stringify({ newState: { stateValue } }),
          })),
        };
  const cloudWatch = Object.assign(Object.create(CloudWatchClient.prototype) as object, { send });
  const outputs = {
    orders: { functionNames: { get: quiet } },
    confirmations: { functionNames: {} },
    shipments: { functionName: "unused" },
    notifications: { functionName: "unused" },
    monitoring: { simulatorFunctionName: simulator },
    stack: { environmentSuffix: "local" },
  };
  const evidence = { queue: async () => messages.map((Body) => ({ Body })) };
  const context = { traffic: { journal, outputs, aws: { cloudWatch } }, evidence, alertsQueueUrl: "alerts" };
  const { ok, detail } = await alarmRaised.look(context as unknown as CheckContext);
  return ok ? "ok" : detail;
}

describe("the check of the simulator's alarm", () => {
  it("is content with an alarm that was raised, published and ended, and with one that stayed OK", async () => {
    expect(await look({})).to.equal("ok");
  });

  it("sees an alarm that was never raised, never seen raised, or never ended", async () => {
    expect(await look({ history: { ...good.history, [alarm]: ["OK"] }, messages: [] })).to.include("went through OK");
    expect(await look({ sighted: ["OK"] })).to.include(`showed ${alarm} as OK`);
    expect(await look({ sighted: ["ALARM"], history: { ...good.history, [alarm]: ["OK", "ALARM"] } })).to.include(
      "went through OK, ALARM",
    );
  });

  it("sees an alarm that was not published, or published twice, or whose end was published", async () => {
    expect(await look({ messages: [] })).to.include("published nothing");
    expect(await look({ messages: [alert, alert] })).to.include("published ALARM, ALARM");
    expect(await look({ messages: [alert.replace('"ALARM"', '"OK"')] })).to.include("published OK");
    expect(await look({ messages: [alert.replace("simulator", "other")] })).to.include("published nothing");
  });

  it("sees data points that differ from what callers saw", async () => {
    expect(await look({ invocations: [call, ...good.invocations] })).to.include("Invocations of the simulator is 2");
    expect(await look({ invocations: good.invocations.map((one) => ({ ...one, failed: false })) })).to.include(
      "Errors of the simulator is 0, its callers saw 1",
    );
  });

  it("sees a function without failures whose alarm was raised, is still open, or was not judged", async () => {
    expect(await look({ quietState: "INSUFFICIENT_DATA" })).to.include(`${quietAlarm} is INSUFFICIENT_DATA`);
    expect(await look({ history: { ...good.history, [quietAlarm]: ["OK", "ALARM", "OK"] } })).to.include(quietAlarm);
    expect(await look({ invocations: [call] })).to.include("every function failed");
  });
});

describe("what the report says of alarms", () => {
  it("names the fake, the speed of its clock, what was raised and what was left alone", () => {
    const text = alarmGap(judgement(good.invocations));

    expect(text).to.include("A fake of the local run judged 0 of 1 alarms");
    expect(text).to.include("16 data points (16 from the functions' logs)");
    expect(text).to.include("A second of the run stood for 60 s");
    expect(text).to.include(`Raised at some time: ${alarm}.`);
    expect(text).to.include("queue-age-alarm-local (no source of AWS/SQS ApproximateAgeOfOldestMessage)");
    expect(alarmGap(undefined)).to.include("no alarm was judged");
  });
});
