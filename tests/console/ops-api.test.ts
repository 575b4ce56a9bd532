import { expect } from "chai";
import { opsCommandLine } from "../../console/command-line";
import { RequestError } from "../../console/server/http";
import { rateLimit } from "../../console/server/limits";
import { createAllowChange, createRunOps } from "../../console/server/ops-api";
import type { ConsoleSources, LocalSources } from "../../console/server/sources";
import { failureOf } from "../support/failure-of";
import { consoleSources } from "./support/sources";

const signal = new AbortController().signal;

function setUp({ deployed = false, changes = true } = {}) {
  const { local: _local, ...rest } = consoleSources();
  const sources: ConsoleSources = deployed ? rest : { ...rest, local: {} as LocalSources };
  const options = { changes, commandOptions: deployed ? "--stack prod" : "", pollSeconds: 1 };
  const run = createRunOps(sources, options, createAllowChange(sources, options));
  return (args: readonly string[], confirm?: string) => run(args, confirm, signal);
}

describe("operators' commands of the console", () => {
  it("answer what their --json prints, with the command line for a terminal", async () => {
    const answer = await setUp()(["deadletters", "--queue", "shipments-dead-letters", "--peek", "0"]);

    expect(answer).to.deep.equal({
      code: 0,
      notes: [],
      command: "npm run ops -- deadletters --queue shipments-dead-letters --peek 0",
      result: {
        queues: [
          {
            queue: "shipments-dead-letters-test",
            pipeline: "shipments",
            visible: 2,
            hidden: 0,
            goesBackTo: "queue shipments-queue-test",
            reasons: {},
            subjects: [],
            messages: [],
            received: false,
          },
        ],
      },
    });
  });

  it("name the stack in the command line of a deployed one, and quote what a shell would read", () => {
    expect(opsCommandLine(["trace", "it's; rm -rf"], "--stack prod")).to.equal(
      `npm run ops -- trace 'it'\\''s; rm -rf' --stack prod`,
    );
  });

  for (const args of [
    ["deadletters", "--stack", "other"],
    ["deadletters", "--outputs=/etc/passwd"],
    ["discard", "--queue", "shipments-dead-letters", "--message", "1", "--save", "/tmp/x"],
    ["redrive", "--queue", "shipments-dead-letters", "--yes"],
    ["rollout"],
    ["restore", "--table", "orders-table", "--at", "1h"],
    ["--help"],
  ]) {
    it(`refuse ${args.join(" ")}`, async () => {
      expect((await failureOf(setUp()(args, "yes"))).name).to.equal("UsageError");
    });
  }

  it("ask before they change something, in the words of the terminal", async () => {
    const failure = await failureOf(setUp()(["redrive", "--queue", "shipments-dead-letters"]));

    expect(failure).to.be.instanceOf(RequestError).and.to.include({ status: 409 });
    expect(failure.message).to.match(
      /^Send all of about 2 messages in shipments-dead-letters-test back to queue shipments-queue-test/,
    );
    expect((failure as RequestError).more.wanted).to.equal("yes");
  });

  it("change nothing in a console that only looks, whatever is typed", async () => {
    const run = setUp({ deployed: true, changes: false });

    for (const confirm of ["yes", "test"])
      expect(await failureOf(run(["redrive", "--queue", "shipments-dead-letters"], confirm))).to.include({
        status: 403,
      });
  });

  it("want the environment's name typed on a deployed stack", async () => {
    const run = setUp({ deployed: true });

    expect(await failureOf(run(["redrive", "--queue", "shipments-dead-letters"], "yes"))).to.include({ status: 409 });
    // The double refuses to send: so the change was begun.
    expect(await run(["redrive", "--queue", "shipments-dead-letters", "--max", "1"], "test")).to.include({ code: 1 });
  });
});

describe("a limit", () => {
  it("refuses what is too much within its time, and lets go on afterwards", () => {
    let now = 0;
    const limit = rateLimit(2, 60, () => now);
    limit.take("changes");
    now = 30_000;
    limit.take("changes");

    expect(() => limit.take("changes")).to.throw(RequestError, "changes: at most 2 in 60 s, try again soon");
    now = 60_001;
    limit.take("changes");
    expect(() => limit.take("changes")).to.throw(RequestError);
  });
});
