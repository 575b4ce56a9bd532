import { expect } from "chai";
import { serve } from "../../../cli/loopback-server";
import { queuePoints, watchQueues } from "../../../local/alarms/queues";
import type { QueuedMessage } from "../../../ops/queues/peek";

const at = 1_000_000;

function message(MessageId: string, change: Partial<QueuedMessage> = {}): QueuedMessage {
  return {
    MessageId,
    Body: "{}",
    ReceiveCount: 0,
    SentTimestamp: 1,
    IsVisible: true,
    MessageAttributes: {},
    ...change,
  };
}

/** Values by metric, of one queue whose messages arrived so many seconds ago. */
function measured(messages: readonly QueuedMessage[], secondsAgo: Readonly<Record<string, number>>) {
  const arrivals = new Map(Object.entries(secondsAgo).map(([id, seconds]) => [id, at - seconds * 1_000]));
  const points = queuePoints(new Map([["q", messages]]), new Map([["q", arrivals]]), at);
  expect(points.every(({ dimensions }) => dimensions.QueueName === "q")).to.equal(true);
  return Object.fromEntries(points.map(({ name, value }) => [name, value]));
}

describe("the metrics of a queue", () => {
  it("are zeros while it is empty", () => {
    expect(measured([], {})).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 0,
      ApproximateAgeOfOldestMessage: 0,
    });
  });

  it("count what nobody has received, and take the age of whatever is not deleted", () => {
    expect(measured([message("a"), message("b", { IsVisible: false, ReceiveCount: 1 })], { a: 3, b: 9 })).to.deep.equal(
      {
        ApproximateNumberOfMessagesVisible: 1,
        ApproximateAgeOfOldestMessage: 9,
      },
    );
  });

  it("leave a message out of the age that was received more than three times", () => {
    const [poison, young] = [message("a", { ReceiveCount: 4 }), message("b", { ReceiveCount: 3 })];
    expect(measured([poison, young], { a: 500, b: 2 }).ApproximateAgeOfOldestMessage).to.equal(2);
    expect(measured([poison], { a: 500 }).ApproximateAgeOfOldestMessage).to.equal(0);
  });

  it("are taken again and again, with ages from the moment in which a message came into its queue, in the clock of the run", async () => {
    const shown = { id: "1" };
    const server = await serve((_, response) => {
      const { MessageId, Body, ReceiveCount, SentTimestamp, IsVisible, MessageAttributes } = message(shown.id);
      const queue = [{ MessageId, Body, ReceiveCount, SentTimestamp, IsVisible, MessageAttributes }];
      const messages = { "1": { "us-east-1": { "http://h/000000000000/q": queue } } };
      response.end(JSON.stringify({ messages }));
    });
    const problems: string[] = [];
    const origin = Date.now();
    const watch = watchQueues({ endpoint: server.url, region: "us-east-1", accountId: "1" }, (text) =>
      problems.push(text),
    );
    const ages: number[] = [];
    watch.source.follow({ origin, factor: 60 }, ({ name, value }) => {
      if (name === "ApproximateAgeOfOldestMessage") ages.push(value);
    });
    try {
      while (ages.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      const [first, second = 0] = ages;
      expect(first).to.equal(0);
      // At least the pause between two looks, times sixty.
      expect(second).to.be.at.least(60 * 0.35);
      shown.id = "2";
      while (ages.at(-1) !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(problems).to.deep.equal([]);
    } finally {
      await watch.stop();
      await server.close();
    }
  });
});
