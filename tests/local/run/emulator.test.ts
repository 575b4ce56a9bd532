import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { isAlive } from "../../../local/emulator/child";
import { startBundled } from "../../../local/run/emulator";
import { createTeardown } from "../../../local/run/teardown";
import { until } from "../emulator/processes";

describe("the emulator of a run", () => {
  it("leaves no folder behind when the run's time is up after the process has ended, and while its folder is taken away", async () => {
    const teardown = createTeardown();
    const machine = { figures: () => expect.fail("nobody asks"), stretch: () => 1 };
    const context = { controller: new AbortController(), teardown, machine };
    const emulator = await startBundled(context, {}, () => undefined);
    const folder = dirname(emulator.logFile);
    await mkdir(join(folder, "many"));
    for (let i = 0; i < 5_000; i += 1) await writeFile(join(folder, "many", String(i)), "");

    const ended = teardown.run(60_000);
    await until("the emulator has ended", () => !isAlive(emulator.pid), 60_000);
    expect(existsSync(folder), "the folder is still being taken away").to.equal(true);
    teardown.now();

    expect(existsSync(folder)).to.equal(false);
    await ended;
  });
});
