import { expect } from "chai";
import { serve } from "../../../cli/loopback-server";
import { queuePoints, watchQueues } from "../../../local/alarms/queues";

const at = 1_000_000;

/** Values by metric, of one queue. */
function measured(visible: number, oldest: number | null) {
  const points = queuePoints({ q: { visible, oldest } }, at);
  expect(points.every(({ dimensions }) => dimensions.QueueName === "q")).to.equal(true);
  return Object.fromEntries(points.map(({ name, value }) => [name, value]));
}

describe("the metrics of a queue", () => {
  it("are zeros while it is empty", () => {
    expect(measured(0, null)).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 0,
      ApproximateAgeOfOldestMessage: 0,
    });
  });

  it("count what nobody has received, and take the age of whatever is not deleted", () => {
    expect(measured(1, at / 1_000 - 9)).to.deep.equal({
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateAgeOfOldestMessage: 9,
    });
  });

  it("are taken again and again, with ages from the moment in which a message came into its queue, in the clock of the run", async () => {
    const shown = { since: Date.now() / 1_000 };
    const asked = new Set<string | undefined>();
    const server = await serve(({ url }, response) => {
      asked.add(url);
      response.end(JSON.stringify({ queues: { q: { visible: 1, oldest: shown.since } } }));
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
      const [first = 0, second = 0] = ages;
      // At least the pause between two looks, times sixty.
      expect(second - first).to.be.at.least(60 * 0.35);
      expect([...asked]).to.deep.equal(["/_ministack/sqs/metrics?account=1&region=us-east-1&receives=3"]);
      shown.since = Date.now() / 1_000 + 60;
      while (ages.at(-1) !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(problems).to.deep.equal([]);
    } finally {
      await watch.stop();
      await server.close();
    }
  });
});
