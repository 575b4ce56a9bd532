import { expect } from "chai";
import { tryToEnd } from "../../../local/async/attempts";
import type { AsyncEvent, CallOutcome, GivenUp } from "../../../local/async/event";
import { type AsyncSettings, defaultSettings, lambdaWaits } from "../../../local/async/settings";

const start = Date.parse("2026-11-28T10:00:00Z");
const event: AsyncEvent = { requestId: "r-1", functionArn: "arn:f", payload: "{}", acceptedAt: start };
const done: CallOutcome = { kind: "done" };
const broken: CallOutcome = {
  kind: "error",
  functionError: "Unhandled",
  version: "3",
  payload: { errorMessage: "broken" },
};
const refused: CallOutcome = { kind: "refused" };

/** Tries the event with Lambda's own waits, and writes down the second of each call and what was given up. */
async function run(answer: (call: number) => CallOutcome, some: Partial<AsyncSettings> = {}) {
  const calls: number[] = [];
  const given: GivenUp[] = [];
  let now = start;
  const ending = await tryToEnd(event, lambdaWaits, {
    async call() {
      calls.push((now - start) / 1_000);
      return answer(calls.length);
    },
    settings: async () => ({ ...defaultSettings, ...some }),
    async giveUp(lost) {
      given.push(lost);
    },
    now: () => now,
    async pause(ms) {
      now += ms;
    },
  });
  return { ending, calls, given };
}

// Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation".
describe("the tries of an asynchronous invocation", () => {
  it("end with the first success", async () => {
    expect(await run(() => done)).to.deep.equal({ ending: "done", calls: [0], given: [] });
  });

  it("are three by default, one minute and two minutes after a function error; then the event is given up", async () => {
    const { ending, calls, given } = await run(() => broken);
    expect(calls).to.deep.equal([0, 60, 180]);
    expect(ending).to.equal("given-up");
    expect(given).to.deep.equal([{ event, condition: "RetriesExhausted", calls: 3, response: broken }]);
  });

  it("end with a success after an error", async () => {
    const { ending, calls, given } = await run((call) => (call < 3 ? broken : done));
    expect({ ending, calls, given }).to.deep.equal({ ending: "done", calls: [0, 60, 180], given: [] });
  });

  for (const retries of [0, 1]) {
    it(`are ${retries + 1} when the settings say ${retries} retries`, async () => {
      const { calls, given } = await run(() => broken, { retries });
      expect(calls).to.have.length(retries + 1);
      expect(given).to.have.nested.property("[0].calls", retries + 1);
    });
  }

  it("go on after a throttle, after 1 second and twice as long each time, up to five minutes, and cost no retry", async () => {
    const { ending, calls } = await run((call) => (call <= 11 ? refused : done), { retries: 0 });
    expect(calls).to.deep.equal([0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1_111]);
    expect(ending).to.equal("done");
  });

  it("end when a throttled event is older than six hours, without a word of a response", async () => {
    const { ending, calls, given } = await run(() => refused);
    expect(ending).to.equal("given-up");
    expect(calls.at(-1)).to.be.within(21_300, 21_600);
    expect(given).to.deep.equal([{ event, condition: "EventAgeExceeded", calls: 0 }]);
  });

  it("end when the event is older than the settings allow, though retries are left", async () => {
    const { calls, given } = await run(() => broken, { maxAgeSeconds: 60 });
    // At 60 s it is not older yet.
    expect(calls).to.deep.equal([0, 60]);
    expect(given).to.deep.equal([{ event, condition: "EventAgeExceeded", calls: 2, response: broken }]);
  });

  it("end without a record when the function is gone", async () => {
    expect(await run(() => ({ kind: "gone" }))).to.deep.equal({ ending: "gone", calls: [0], given: [] });
  });
});
