import { expect } from "chai";
import type { LogEvent } from "../../../local/alarms/log-events";
import { judgeRelease, type ReleasePhase, versionsIn } from "../../../local/traffic/scenarios/release";

const phase = (name: ReleasePhase["name"], taken: string, failed: readonly string[] = []): ReleasePhase => ({
  name,
  taken: taken.split(" ").filter(Boolean),
  failed,
});

/** What is wrong with three phases in which the version of a call is the first digit of its id. */
function wrong(...phases: readonly ReleasePhase[]): readonly string[] {
  const versions = new Map(
    phases.flatMap(({ taken }) => taken.flatMap((id) => (/^\d/.test(id) ? [[id, id.slice(0, 1)] as const] : []))),
  );
  return judgeRelease(phases, versions, "2").wrong;
}

describe("the versions that answered calls", () => {
  it("are read from each call's own log stream, also when calls are mixed or one stream holds several", () => {
    const event = (stream: string, text: string): LogEvent => ({
      ...{ functionName: "f", logGroup: "/aws/lambda/f" },
      ...{ stream, at: 1, text },
    });
    const events = [
      event("a", "START RequestId: r1 Version: 1"),
      event("b", "START RequestId: r2 Version: 2"),
      event("a", '{"correlationId":"one"}'),
      event("b", '{"level":"INFO","correlationId":"two"}'),
      event("a", "START RequestId: r3 Version: 2"),
      event("a", '{"correlationId":"three"}'),
      event("c", '{"correlationId":"of nobody"}'),
    ];

    expect([...versionsIn(events)]).to.deep.equal([
      ["one", "1"],
      ["two", "2"],
      ["three", "2"],
    ]);
  });
});

describe("a release under traffic", () => {
  const before = phase("before", "1a 1b");
  const during = phase("during", "2a 1c 2b");
  const after = phase("after", "2c");

  it("is good when callers see the old version, then both, then the new one, and no failure", () => {
    const phases = [before, during, after];
    const versions = new Map(phases.flatMap(({ taken }) => taken.map((id) => [id, id.slice(0, 1)] as const)));

    expect(judgeRelease(phases, versions, "2")).to.deep.equal({
      wrong: [],
      calls: "before: version 1 2; during: version 1 1, version 2 2; after: version 2 1",
    });
  });

  it("is not when a request failed", () => {
    expect(wrong(before, phase("during", "2a 1c", ["answered 502"]), after)).to.deep.equal([
      "1 requests failed during the roll-out, the first: answered 502",
    ]);
  });

  it("is not when the new version was called too early, never, or not alone in the end", () => {
    expect(wrong(phase("before", "1a 2x"), during, after)).to.deep.equal([
      "version 2 answered calls before the roll-out",
    ]);
    expect(wrong(before, phase("during", "1c 1d"), after)).to.deep.equal([
      "version 2 answered nobody during the roll-out",
    ]);
    expect(wrong(before, phase("during", "2a 2b"), after)).to.deep.equal([
      "during the roll-out other versions answered: none",
    ]);
    expect(wrong(before, phase("during", "1c 1d 2a 2b"), after)).to.deep.equal([
      "version 2 answered only when no other did any more",
    ]);
    expect(wrong(before, during, phase("after", "1x 2c"))).to.deep.equal([
      "after the roll-out other versions answered: 1",
    ]);
  });

  it("is not when a call is in no log", () => {
    expect(wrong(before, phase("during", "2a 1c lost"), after)).to.include("1 calls during the roll-out are in no log");
  });
});
