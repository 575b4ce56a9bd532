import { expect } from "chai";
import { shortenedWaits } from "../../../local/async/settings";
import { asyncGap, rolloutGap } from "../../../local/report/gaps";
import type { RunningStack } from "../../../local/run/context";

describe("what the report says of asynchronous invocations", () => {
  it("names the fake, what went through it, and the waits that are shorter than Lambda's", () => {
    const counts = { subscriptions: 1, events: 80, retries: 3, givenUp: 2, undelivered: 4, open: 0 };
    const asynchronous = { counts: () => counts, waits: shortenedWaits } as unknown as NonNullable<
      RunningStack["asynchronous"]
    >;
    const text = asyncGap({ asynchronous });
    expect(text).to.include("a fake ran 1 subscriptions");
    expect(text).to.include("Events: 80, with 3 retries, 2 given up; 4 messages not handed over");
    expect(text).to.include("It waits 1 and 2 s before an event's retries, where Lambda waits 60 and 120 s");
  });

  it("says in front of somebody else's emulator that nothing is known", () => {
    expect(asyncGap({})).to.include("whether it retries and keeps what fails is not known");
  });
});

describe("what the report says of roll-outs", () => {
  it("names the fake, what it shifted, how weights are honoured, and what was not shown", () => {
    const codeDeploy = { fake: { deployments: [{}] } } as unknown as NonNullable<RunningStack["codeDeploy"]>;
    const text = rolloutGap({ codeDeploy });
    expect(text).to.include("a fake shifted the calls of 1 deployments by UpdateAlias, a second for a minute");
    expect(text).to.include("deal versions out in turn, where Lambda draws one for each call");
    expect(text).to.include("Not shown: the rights of CodeDeploy's role");
  });

  it("says where nothing is rolled out", () => {
    expect(rolloutGap({})).to.equal("CodeDeploy: nothing rolls out step by step here.");
  });
});
