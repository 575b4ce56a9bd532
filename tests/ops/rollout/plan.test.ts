import { expect } from "chai";
import { type FunctionState, planFunction } from "../../../ops/rollout/plan";
import { prunable } from "../../../ops/rollout/versions";

const state: FunctionState = {
  functionName: "orders-create-dev",
  alias: { version: "3", weights: {} },
  newest: "5",
  runningId: undefined,
  takenBack: undefined,
  ringing: [],
};

describe("what a roll-out plans for a function", () => {
  it("is the way from the version that is called to the newest", () => {
    expect(planFunction(state, false)).to.deep.equal({
      kind: "start",
      functionName: "orders-create-dev",
      from: "3",
      to: "5",
    });
  });

  it("is to follow what runs, whatever else there is", () => {
    const running = { ...state, runningId: "d-1", ringing: ["alarm"], alias: { version: "3", weights: { "5": 0.1 } } };

    expect(planFunction(running, false)).to.include({ kind: "adopt", deploymentId: "d-1" });
  });

  it("is nothing for the newest version, though it was taken back or an alarm is raised", () => {
    const newest = { ...state, alias: { version: "5", weights: {} }, takenBack: "5", ringing: ["alarm"] };

    expect(planFunction(newest, false)).to.include({ kind: "nothing", version: "5" });
  });

  it("is refused for an alias on unpublished code, which CodeDeploy does not take", () => {
    expect(planFunction({ ...state, alias: { version: "$LATEST", weights: {} } }, false)).to.deep.include({
      kind: "refuse",
      why: "its alias points to $LATEST, which is no published version",
    });
  });

  it("is not refused for another version that was taken back", () => {
    expect(planFunction({ ...state, takenBack: "4" }, false).kind).to.equal("start");
    expect(planFunction({ ...state, takenBack: "5" }, false).kind).to.equal("refuse");
    expect(planFunction({ ...state, takenBack: "5" }, true).kind).to.equal("start");
  });
});

describe("old versions", () => {
  it("can go but for the newest five and those that an alias names", () => {
    expect(prunable([1, 2, 3, 4, 5, 6, 7, 8], new Set(["2", "8"]))).to.deep.equal([1, 3]);
    expect(prunable([4, 5, 6, 7, 8], new Set())).to.deep.equal([]);
  });
});
