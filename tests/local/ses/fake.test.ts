import { setTimeout as delay } from "node:timers/promises";
import { GetConfigurationSetCommand } from "@aws-sdk/client-sesv2";
import type { SNSClient } from "@aws-sdk/client-sns";
import { PublishBatchCommand } from "@aws-sdk/client-sns";
import { expect } from "chai";
import { createFindSettings, topicsFor } from "../../../local/ses/destinations";
import { type FakeSesEvents, type FakeSesEventsOptions, retryMs, startFakeSesEvents } from "../../../local/ses/fake";
import { createLedger, type Ledger } from "../../../local/ses/ledger";
import type { Inbox, InboxEmail } from "../../../local/ses/query";

const topicArn = "arn:aws:sns:us-east-1:000000000000:events";

describe("the fake for SES's events", () => {
  let ledger: Ledger;
  let inbox: InboxEmail[];
  let published: { readonly eventType: string; readonly orderId: string }[];
  let failures: number;
  let fakeSes: FakeSesEvents | undefined;

  beforeEach(() => {
    ledger = createLedger();
    inbox = [];
    published = [];
    failures = 0;
  });

  afterEach(async () => fakeSes?.stop());

  function start(more: Partial<FakeSesEventsOptions> = {}): FakeSesEvents {
    const send = async (command: unknown) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error("SNS is down");
      }
      if (!(command instanceof PublishBatchCommand)) throw new Error("unexpected call");
      for (const { Message = "" } of command.input.PublishBatchRequestEntries ?? []) {
        const event = JSON.parse(Message) as { eventType: string; mail: { tags: { orderId: string[] } } };
        published.push({ eventType: event.eventType, orderId: event.mail.tags.orderId[0] ?? "" });
      }
      return {};
    };
    fakeSes = startFakeSesEvents({
      ledger,
      sender: { accountId: "000000000000", region: "us-east-1", partition: "aws" },
      sns: { send } as unknown as SNSClient,
      findSettings: async () => ({
        destinations: [{ topicArn, types: ["DELIVERY", "BOUNCE", "COMPLAINT"] }],
        reputation: false,
      }),
      inbox: bitByBit(() => inbox),
      ...more,
    });
    return fakeSes;
  }

  function bitByBit(emails: () => readonly InboxEmail[]): Inbox {
    return {
      async after(known) {
        const all = emails();
        return { emails: all.slice(known), total: all.length };
      },
      find: async (messageId) => emails().find(({ MessageId }) => MessageId === messageId),
    };
  }

  function arrive(
    orderId: string,
    change: { set?: string | undefined; known?: boolean; ageSeconds?: number } = {},
  ): void {
    const { set = "the-set", known = true, ageSeconds = 0 } = change;
    const messageId = `message-${orderId}`;
    inbox.push({
      MessageId: messageId,
      Source: "orders@example.com",
      To: ["ada@example.com"],
      Subject: "Your order",
      Timestamp: Date.now() / 1000 - ageSeconds,
    });
    if (!known) return;
    const request = { action: "SendEmail", tags: { orderId }, recipients: ["ada@example.com"], messageId };
    ledger.note(set === "" ? request : { ...request, configurationSet: set });
  }

  async function eventually(condition: () => boolean): Promise<void> {
    for (const deadline = Date.now() + 60_000; !condition() && Date.now() < deadline; ) await delay(10);
    expect(condition()).to.equal(true);
  }

  it("publishes the events that the destination asks for, once each, and no others", async () => {
    arrive("order-1");
    arrive("order-2");

    start().wake();
    await eventually(() => published.length >= 2);

    expect(published).to.deep.equal([
      { eventType: "Delivery", orderId: "order-1" },
      { eventType: "Delivery", orderId: "order-2" },
    ]);
  });

  it("sees later email without publishing earlier email again", async () => {
    arrive("order-1");
    const running = start();
    running.wake();
    await eventually(() => published.length === 1);

    arrive("order-2");
    running.wake();
    await eventually(() => published.length === 2);

    expect(published.map(({ orderId }) => orderId)).to.deep.equal(["order-1", "order-2"]);
  });

  it("publishes the events of a burst from one look at the inbox, however large it is", async () => {
    for (let number = 0; number < 1_203; number++) arrive(`order-${number}`);
    let looks = 0;
    const counted = bitByBit(() => {
      looks += 1;
      return inbox;
    });

    start({ inbox: counted }).wake();
    await eventually(() => published.length >= 1_203);

    expect(new Set(published.map(({ orderId }) => orderId)).size).to.equal(1_203);
    expect(published.length).to.equal(1_203);
    expect(looks).to.equal(1);
  });

  it("begins anew when the emulator was reset", async () => {
    arrive("order-1");
    arrive("order-2");
    const running = start();
    running.wake();
    await eventually(() => published.length === 2);

    inbox = [];
    arrive("order-3");
    running.wake();
    await eventually(() => published.length === 3);

    expect(published.at(-1)?.orderId).to.equal("order-3");
  });

  it("publishes nothing for an email that was sent without a configuration set", async () => {
    arrive("order-1", { set: "" });
    arrive("order-2");

    const running = start();
    running.wake();
    await eventually(() => published.length === 1);

    expect(published[0]?.orderId).to.equal("order-2");
    expect(running.silent()).to.equal(1);
  });

  it("waits for an email whose answer is still on its way through the recorder", async () => {
    arrive("order-1", { known: false });
    start().wake();
    await delay(150);
    const before = published.length;

    ledger.note({
      action: "SendEmail",
      tags: { orderId: "order-1" },
      recipients: ["ada@example.com"],
      messageId: "message-order-1",
      configurationSet: "the-set",
    });
    await eventually(() => published.length === 1);

    expect(before).to.equal(0);
  });

  it("does not wait for ever: an old email that nobody recorded is passed over", async () => {
    arrive("order-1", { known: false, ageSeconds: 10 });
    arrive("order-2");

    start().wake();
    await eventually(() => published.length === 1);

    expect(published[0]?.orderId).to.equal("order-2");
  });

  it("publishes again what SNS refused, and says so", async () => {
    const problems: string[] = [];
    failures = 1;
    arrive("order-1");

    start({ onProblem: (text) => problems.push(text) }).wake();
    await eventually(() => published.length === 1);

    expect(problems).to.deep.equal(["SES events: SNS is down; trying again"]);
  });

  it("stops at once, also while it waits", async () => {
    failures = 1_000;
    arrive("order-1");
    const running = start();
    running.wake();
    await delay(100);

    const waiting = delay(retryMs).then(() => "it waited for the next try");
    expect(await Promise.race([running.stop().then(() => "stopped"), waiting])).to.equal("stopped");
  });
});

describe("the settings of a configuration set", () => {
  const destinations = {
    EventDestinations: [
      { Name: "on", Enabled: true, SnsDestination: { TopicArn: topicArn }, MatchingEventTypes: ["SEND", "BOUNCE"] },
      { Name: "off", Enabled: false, SnsDestination: { TopicArn: "arn:off" }, MatchingEventTypes: ["SEND"] },
      {
        ...{ Name: "metrics", Enabled: true, MatchingEventTypes: ["BOUNCE"] },
        CloudWatchDestination: {
          DimensionConfigurations: [
            { DimensionName: "kind", DimensionValueSource: "MESSAGE_TAG", DefaultDimensionValue: "other" },
            { DimensionName: "h", DimensionValueSource: "EMAIL_HEADER", DefaultDimensionValue: "none" },
          ],
        },
      },
    ],
  };
  const set = { ReputationOptions: { ReputationMetricsEnabled: true } };
  /** Answers both calls; fails at the first ones. */
  const client = (calls: string[], failures = 0) =>
    ({
      send: async (command: object) => {
        calls.push(command.constructor.name);
        if (calls.length <= failures) throw new Error("not yet");
        return command instanceof GetConfigurationSetCommand ? set : destinations;
      },
    }) as never;

  it("are its enabled destinations with their topics and dimensions, and its reputation, asked for once", async () => {
    const calls: string[] = [];
    const find = createFindSettings(client(calls));

    const [first, second] = await Promise.all([find("the-set"), find("the-set")]);

    expect(first).to.deep.equal({
      destinations: [
        { topicArn, types: ["SEND", "BOUNCE"] },
        { types: ["BOUNCE"], metrics: [{ name: "kind", otherwise: "other" }] },
      ],
      reputation: true,
    });
    expect(second).to.equal(first);
    expect(calls).to.have.length(2);
  });

  it("are asked for again after a failure", async () => {
    const calls: string[] = [];
    const find = createFindSettings(client(calls, 1));

    await find("the-set").catch(() => undefined);

    expect((await find("the-set")).destinations).to.have.length(2);
    expect(calls).to.have.length(4);
  });

  it("lead events only to the topics that ask for their type", () => {
    const asked = [
      { topicArn, types: ["SEND", "BOUNCE"] },
      { types: ["SEND"], metrics: [] },
    ];

    expect(topicsFor(asked, "Bounce")).to.deep.equal([topicArn]);
    expect(topicsFor(asked, "Send")).to.deep.equal([topicArn]);
    expect(topicsFor(asked, "Complaint")).to.deep.equal([]);
  });
});
