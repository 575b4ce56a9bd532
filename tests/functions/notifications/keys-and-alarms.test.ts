import { expect } from "chai";
import fc from "fast-check";
import { notificationIdOf } from "../../../functions/notifications/domain/notification-id";
import { notificationId, shipmentFailed } from "./support/fixtures";
import { down, processor } from "./support/processor";

const key = "c".repeat(64);
const first = "00000000-0000-4000-8000-000000000001";
const second = "00000000-0000-4000-8000-000000000002";

describe("a notification with a key of its publisher", () => {
  it("is delivered once, however many messages it has", async () => {
    const { invoke, posts, items, total } = processor();

    await invoke(first, { deduplicationKey: key });
    await invoke(second, { deduplicationKey: key, message: "The same, told again." });
    await invoke(first, { deduplicationKey: key });

    expect([...items.keys()]).to.deep.equal([notificationIdOf(first, { ...shipmentFailed, deduplicationKey: key })]);
    expect(posts).to.deep.equal([...items.keys()]);
    expect(total("notificationsDelivered")).to.equal(1);
  });

  it("is sent by one fallback when the webhook is down", async () => {
    const { invoke, fallbackEmails, items } = processor(down);

    await invoke(first, { deduplicationKey: key });
    await invoke(second, { deduplicationKey: key });

    expect(fallbackEmails.map(({ message }) => message.notificationId)).to.deep.equal([...items.keys()]);
  });

  it("does not silence another publisher, nor another key", async () => {
    const { invoke, posts } = processor();

    await invoke(first, { deduplicationKey: key });
    await invoke(second, { deduplicationKey: key, source: "orders" });
    await invoke(notificationId, { deduplicationKey: "d" });

    expect(new Set(posts).size).to.equal(3);
  });

  for (const [what, bad] of [
    ["none", undefined],
    ["an empty one", ""],
    ["one with a blank", "a b"],
    ["one that is too long", "a".repeat(129)],
    ["one that is no text", 7],
    ["one with other letters", "ü"],
  ] as const) {
    it(`with ${what} has its message's id`, async () => {
      const { invoke, item, items } = processor();

      await invoke(first, { deduplicationKey: bad });
      await invoke(second, { deduplicationKey: bad });

      expect([...items.keys()]).to.deep.equal([first, second]);
      expect(item(first)).to.include({ status: "DELIVERED" });
    });
  }

  it("that cannot be read goes by its message id: it has no source to trust the key of", async () => {
    const { invoke, items } = processor();

    await invoke(first, { deduplicationKey: key, severity: "loud" });

    expect([...items.keys()]).to.deep.equal([first]);
  });

  it("has an id that no other source and key have, and that no message id is like", () => {
    const pair = fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }));
    const idOf = ([source, deduplicationKey]: readonly [string, string]) =>
      notificationIdOf(first, { ...shipmentFailed, source, deduplicationKey });
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        expect(idOf(a)).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idOf(a) === idOf(b)).to.equal(a[0] === b[0] && a[1] === b[1]);
      }),
    );
  });
});

/** As CloudWatch publishes it. */
const alarm = {
  AlarmName: "orders-create-error-rate-alarm-prod",
  AlarmDescription: "Calls of the function orders-create-prod fail. Runbook: docs/runbooks/function-errors.md",
  AWSAccountId: "111122223333",
  AlarmConfigurationUpdatedTimestamp: "2026-03-01T08:00:00.000+0000",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed: 2 out of the last 2 datapoints were greater than the threshold (5.0).",
  StateChangeTime: "2026-03-01T09:29:58.000+0000",
  Region: "EU (Frankfurt)",
  AlarmArn: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:orders-create-error-rate-alarm-prod",
  OldStateValue: "OK",
  OKActions: [],
  AlarmActions: ["arn:aws:sns:eu-central-1:111122223333:notifications-topic-prod"],
  InsufficientDataActions: [],
  Trigger: { Period: 300, EvaluationPeriods: 2, Metrics: [{ Id: "result", Expression: "1", ReturnData: true }] },
};

describe("an alarm of CloudWatch on the notifications topic", () => {
  it("is a notification", async () => {
    const { invoke, item, posts } = processor();

    await invoke(notificationId, JSON.stringify(alarm));

    expect(posts).to.deep.equal([notificationId]);
    expect(item()).to.include({
      status: "DELIVERED",
      subject: "ALARM: orders-create-error-rate-alarm-prod in EU (Frankfurt)",
      message: `${alarm.AlarmDescription}\n\n${alarm.NewStateReason}`,
      severity: "critical",
      source: "aws.cloudwatch",
      correlationId: notificationId,
    });
    expect(JSON.parse(String(item()?.details))).to.deep.equal({
      alarmName: alarm.AlarmName,
      alarmArn: alarm.AlarmArn,
      oldState: "OK",
      newState: "ALARM",
      changedAt: alarm.StateChangeTime,
      accountId: "111122223333",
    });
  });

  for (const [state, severity] of [
    ["OK", "info"],
    ["INSUFFICIENT_DATA", "warning"],
  ] as const) {
    it(`that is ${state} is ${severity}`, async () => {
      const { invoke, item } = processor();

      await invoke(notificationId, JSON.stringify({ ...alarm, NewStateValue: state }));

      expect(item()).to.include({ severity, status: "DELIVERED" });
      expect(item()?.subject).to.include(`${state}: `);
    });
  }

  it("is read without what older, composite and test alarms leave out", async () => {
    const { AlarmName, NewStateValue, StateChangeTime } = alarm;
    const { invoke, item } = processor();

    await invoke(
      notificationId,
      JSON.stringify({ AlarmName, NewStateValue, StateChangeTime, NewStateReason: "", AlarmDescription: null }),
    );

    expect(item()).to.include({
      status: "DELIVERED",
      message: `${AlarmName} is ALARM.`,
      subject: `ALARM: ${AlarmName}`,
    });
  });

  it("in an unknown state is delivered as it came", async () => {
    const { invoke, item, posts } = processor();

    await invoke(notificationId, JSON.stringify({ ...alarm, NewStateValue: "LOUD" }));

    expect(posts).to.deep.equal([]);
    expect(item()).to.include({ status: "FAILED", reason: "INVALID_MESSAGE" });
    expect(item()?.errorMessage).to.match(/^NewStateValue: /);
  });
});
