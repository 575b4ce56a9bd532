import { expect } from "chai";
import { createPoller } from "../../console/server/poll";
import { until } from "../local/emulator/processes";

describe("work that is repeated", () => {
  it("is done again at once when something is known to have changed", async () => {
    let count = 0;
    const poller = createPoller(3_600_000, async () => {
      count += 1;
    });
    poller.start();
    await until("the first", () => count === 1);

    poller.again();
    await until("the second", () => count === 2);
    poller.again();
    await until("the third", () => count === 3);
    poller.stop();
  });

  it("is not begun by that where nobody is interested", async () => {
    let count = 0;
    const poller = createPoller(1, async () => {
      count += 1;
    });
    poller.again();
    poller.start();
    poller.stop();
    await until("the one that was begun", () => count === 1);
    poller.again();
    await new Promise((resolve) => setImmediate(resolve));
    expect(count).to.equal(1);
  });
});
