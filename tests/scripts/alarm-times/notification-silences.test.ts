import { expect } from "chai";
import { buildGraph } from "../../../program/graph/build-graph";
import { minutesWithout } from "./without";

describe("how long failures of notifications stay silent", () => {
  it("is more than ten minutes without the alarms that are there for it", async () => {
    const graph = await buildGraph("prod", {});

    // The depth of a queue that slept comes a quarter of an hour late.
    expect(minutesWithout(graph, /-undelivered-alarm$/, "Lambda refuses SNS")).to.be.within(16, 18);
    // Nothing else shows this at all.
    expect(minutesWithout(graph, /-stalled-alarm$/, "The webhook is down")).to.equal(Number.POSITIVE_INFINITY);
  });
});
