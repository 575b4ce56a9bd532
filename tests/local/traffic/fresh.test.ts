import { expect } from "chai";
import { fresh } from "../../../local/traffic/evidence/fresh";

/** A read that takes as long as the test says, and how often it was done. */
function reading(takesMs: number, fails = false) {
  let now = 0;
  let reads = 0;
  const read = fresh(
    async () => {
      reads += 1;
      const mine = reads;
      now += takesMs;
      await Promise.resolve();
      if (fails) throw new Error("no");
      return mine;
    },
    () => now,
  );
  return { read, reads: () => reads, wait: (ms: number) => (now += ms) };
}

describe("evidence that is read once for many", () => {
  it("is read once by those who look at the same moment, and again a quarter of a second later", async () => {
    const { read, wait } = reading(10);

    expect(await Promise.all([read(), read()])).to.deep.equal([1, 1]);
    wait(200);
    expect(await read()).to.equal(1);
    wait(50);
    expect(await read()).to.equal(2);
  });

  it("stays good as long as it took to read", async () => {
    const { read, wait } = reading(5_000);

    await read();
    wait(4_900);
    expect(await read()).to.equal(1);
    wait(200);
    expect(await read()).to.equal(2);
  });

  it("is read again at once when it could not be read", async () => {
    const { read, reads } = reading(5_000, true);

    for (const _ of [1, 2]) expect(await read().then(() => "read", String)).to.equal("Error: no");
    expect(reads()).to.equal(2);
  });
});
