import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createTeardown } from "../../../local/run/teardown";

describe("ending a run", () => {
  it("undoes everything, last done first", async () => {
    const teardown = createTeardown();
    const done: string[] = [];
    for (const name of ["lock", "emulator", "stack.json"]) teardown.add(name, () => void done.push(name));

    const problems = await teardown.run(1_000);

    expect(done).to.deep.equal(["stack.json", "emulator", "lock"]);
    expect(problems).to.deep.equal([]);
  });

  it("goes on after a failure, and reports it", async () => {
    const teardown = createTeardown();
    const done: string[] = [];
    teardown.add("lock", () => void done.push("lock"));
    teardown.add(
      "emulator",
      () => {
        throw new Error("it does not listen");
      },
      () => void done.push("emulator at once"),
    );

    const problems = await teardown.run(1_000);

    expect(problems).to.deep.equal(["stopping emulator: it does not listen"]);
    expect(done).to.deep.equal(["emulator at once", "lock"]);
  });

  it("undoes at once what takes too long, and all that is left", async () => {
    const teardown = createTeardown();
    const done: string[] = [];
    teardown.add(
      "lock",
      () => delay(10_000, undefined, { ref: false }),
      () => void done.push("lock at once"),
    );
    teardown.add(
      "emulator",
      () => delay(10_000, undefined, { ref: false }),
      () => void done.push("emulator at once"),
    );

    const problems = await teardown.run(50);

    expect(done).to.deep.equal(["emulator at once", "lock at once"]);
    expect(problems).to.deep.equal(["stopping emulator took more than 50 ms and was cut short"]);
  });

  it("undoes nothing twice", async () => {
    const teardown = createTeardown();
    let times = 0;
    const undo = () => {
      times += 1;
    };
    teardown.add("emulator", undo, undo);

    await Promise.all([teardown.run(1_000), teardown.run(1_000)]);
    teardown.now();

    expect(times).to.equal(1);
  });
});
