import { expect } from "chai";
import { type HandOver, handOver } from "../../../local/async/hand-over";

async function run(answer: (attempt: number) => HandOver) {
  const pauses: number[] = [];
  let attempts = 0;
  const taken = await handOver({
    attempt: async () => answer(++attempts),
    async pause(ms) {
      pauses.push(ms / 1_000);
    },
  });
  return { taken, attempts, pauses };
}

// SNS Developer Guide, "Amazon SNS message delivery retries" and "Amazon SNS dead-letter queues".
describe("SNS's handing over of a message to Lambda", () => {
  it("is done with the first try that Lambda takes", async () => {
    expect(await run(() => "taken")).to.deep.equal({ taken: true, attempts: 1, pauses: [] });
  });

  it("is given up at once after a client's error: the function is gone, or SNS may not call it", async () => {
    expect(await run(() => "client-error")).to.deep.equal({ taken: false, attempts: 1, pauses: [] });
  });

  it("is tried again after a server's error: at once, then each second, then ever more slowly, then every 20 seconds", async () => {
    const { taken, pauses } = await run((attempt) => (attempt < 19 ? "server-error" : "taken"));
    expect(taken).to.equal(true);
    expect(pauses).to.deep.equal([...[0, 0, 0], ...[1, 1], ...[1, 2, 4, 8, 16, 20, 20, 20, 20, 20], ...[20, 20, 20]]);
  });

  it("is given up after 100,015 retries in 23 days", async () => {
    const { taken, attempts, pauses } = await run(() => "server-error");
    expect({ taken, attempts }).to.deep.equal({ taken: false, attempts: 100_016 });
    expect(Math.round(pauses.reduce((sum, seconds) => sum + seconds, 0) / 86_400)).to.equal(23);
  });

  it("is given up when a server's error becomes a client's", async () => {
    expect(await run((attempt) => (attempt < 3 ? "server-error" : "client-error"))).to.include({
      taken: false,
      attempts: 3,
    });
  });
});
