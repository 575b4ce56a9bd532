import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Transition } from "../../../aws/alarms/judge";
import { alarmsOf } from "../../../local/drills/alarms";
import { chooseFor } from "../../../local/drills/choose";
import { claimed } from "../../../local/drills/claims";
import { commandsIn, execute, wordsToFill } from "../../../local/drills/commands";
import type { Drill } from "../../../local/drills/drill";
import { htmlReport } from "../../../local/drills/report-html";
import { textOf } from "../../../local/drills/report-text";
import { type DrillResult, verdictOf } from "../../../local/drills/result";
import type { Stage } from "../../../local/drills/stage";
import type { Traffic } from "../../../local/traffic/traffic";

const drill: Drill = {
  name: "one",
  runbook: "queue-age",
  parts: ["components/confirmations"],
  hypothesis: "Messages wait, and none is lost.",
  traffic: [],
  alarms: ["queue-age"],
  alsoRaised: { retries: "they come back" },
  recovery: [{ fixed: "it is" }],
  notShown: ["retention"],
};

/** A stage whose alarms tell somebody, except that of a roll-out. */
const stage = {
  context: {
    traffic: {
      outputs: { stack: { environmentSuffix: "local" } },
      journal: { judgements: [{ clock: { origin: 0, factor: 60 } }] },
      stack: {
        deployment: {
          alarms: [
            ...["queue-age", "retries", "lost", "f-duration"].map((name) => ({
              AlarmName: `${name}-alarm-local`,
              AlarmActions: ["arn:topic"],
            })),
            { AlarmName: "f-rollout-alarm-local", AlarmActions: [] },
          ],
        },
      },
    },
  },
} as unknown as Stage;

const change = (alarm: string, to: "OK" | "ALARM", minute: number): Transition => ({
  ...{ alarm: `${alarm}-alarm-local`, from: to === "OK" ? "ALARM" : "OK", to, minute, reason: "", dataPoints: [] },
});

describe("the alarms of a drill", () => {
  const before = [change("lost", "ALARM", 1), change("lost", "OK", 2)];
  const alarms = alarmsOf(drill, stage, { steady: before.length, faultAt: 5_000 });

  it("are missing until they were raised after the fault began", () => {
    expect(alarms.missing(before)).to.deep.equal(["queue-age"]);
    expect(alarms.missing([...before, change("queue-age", "ALARM", 7)])).to.deep.equal([]);
  });

  it("are expected, explained or unexpected; those that tell nobody do not count", () => {
    const { fired, unexpected, explained, changes } = alarms.result([
      ...before,
      change("queue-age", "ALARM", 7),
      change("retries", "ALARM", 8),
      change("f-duration", "ALARM", 8),
      change("f-rollout", "ALARM", 8),
      change("lost", "ALARM", 9),
      change("queue-age", "OK", 12),
    ]);
    expect(fired).to.deep.equal(["queue-age", "retries", "f-duration", "lost"]);
    expect(unexpected).to.deep.equal(["lost"]);
    expect(Object.keys(explained)).to.deep.equal(["retries", "f-duration"]);
    expect(explained.retries).to.equal("they come back");
    expect(changes[0]).to.deep.include({ alarm: "queue-age", to: "ALARM", minute: 2 });
    expect(changes).to.have.length(5);
  });
});

describe("the commands of a runbook", () => {
  it("are the lines of its shell blocks and the commands in its text", () => {
    expect(commandsIn("queue-age")).to.include("aws lambda update-event-source-mapping --uuid UUID --enabled");
    expect(commandsIn("rolled-back")).to.include("npm run ops -- rollout --retry");
  });

  it("have words in capitals that are the reader's to fill in", () => {
    expect(wordsToFill("npm run ops -- discard --queue QUEUE --message MESSAGE-ID")).to.deep.equal([
      "QUEUE",
      "MESSAGE-ID",
    ]);
    expect(
      wordsToFill("aws lambda update-alias --function-name FUNCTION-prod --function-version VERSION"),
    ).to.deep.equal(["FUNCTION", "VERSION"]);
    expect(wordsToFill("npm run ops -- errors --function orders-create --since 1h")).to.deep.equal([]);
  });

  it("of the AWS CLI are called by the SDK, in this environment", async () => {
    const inputs: unknown[] = [];
    const lambda = {
      send: async ({
        constructor: { name },
        input,
      }: {
        readonly constructor: { readonly name: string };
        readonly input: unknown;
      }) => {
        inputs.push([name, input]);
        if (inputs.length > 3) throw new Error("not that");
      },
    };
    const traffic = { aws: { lambda }, outputs: { stack: { environmentSuffix: "local" } } } as unknown as Traffic;
    const run = (command: string, fill = {}) => execute(traffic, { command, fill });

    await run("aws lambda update-event-source-mapping --uuid UUID --no-enabled", { UUID: "u-1" });
    await run("aws lambda update-alias --function-name FUNCTION-prod --name live --function-version VERSION", {
      FUNCTION: "orders-create",
      VERSION: () => "7",
    });
    await run("aws lambda put-function-concurrency --function-name F-prod --reserved-concurrent-executions 5", {
      F: "x",
    });
    const [failed] = await run("aws lambda delete-function-concurrency --function-name x");

    expect(inputs.slice(0, 3)).to.deep.equal([
      ["UpdateEventSourceMappingCommand", { UUID: "u-1", Enabled: false }],
      ["UpdateAliasCommand", { FunctionName: "orders-create-local", Name: "live", FunctionVersion: "7" }],
      ["PutFunctionConcurrencyCommand", { FunctionName: "x-local", ReservedConcurrentExecutions: 5 }],
    ]);
    expect(failed).to.deep.include({ ok: false, said: "Error: not that" });
  });
});

describe("the report of drills", () => {
  const result: DrillResult = {
    ...{ name: "one", runbook: "queue-age", hypothesis: "It <holds> & ends.", seed: 1, at: "2026-11-28T09:30:00.000Z" },
    faults: { asked: 1, hit: 3, calls: 40, list: ["throttle: ses any call"] },
    alarms: {
      ...{ expected: ["queue-age"], fired: ["queue-age"], unexpected: [], explained: {} },
      changes: [
        { alarm: "queue-age", to: "ALARM", minute: 5, reason: "r" },
        { alarm: "queue-age", to: "OK", minute: 9, reason: "r" },
      ],
    },
    ...{ sent: 9, seen: 9, lost: 0, duplicated: 0, deadLettered: 0, recovered: true },
    commands: [{ command: "npm run ops -- deadletters", ok: true, said: "all empty" }],
    phases: [
      { name: "steady", from: 0, to: 4 },
      { name: "fault", from: 4, to: 10 },
    ],
    ...{ notShown: ["retention"], verdict: "held", problems: [], seconds: 20 },
  };

  it("says in text what failed, which alarms came and what was counted", () => {
    const text = textOf({ ...result, verdict: "refused", problems: ["this machine was too busy"] });
    expect(text).to.match(/^REFUSED one \[20 s\]: /);
    expect(text).to.include("3 of 40 calls met one");
    expect(text).to.include("sent 9, seen 9, lost 0, twice 0, dead letters 0");
    expect(text).to.include("does not hold: this machine was too busy");
    expect(text).to.include("not shown: retention");
  });

  it("is a page without scripts and addresses, with the time line drawn and every text escaped", () => {
    const page = htmlReport([result]);
    expect(page).to.include("1 of 1 held");
    expect(page).to.include("It &#60;holds&#62; &#38; ends.");
    expect(page).to.not.match(/<script|https?:|src=|@import/);
    // The fault is a fifth to a half of twenty seconds; the alarm lasted from second 9 to 13.
    expect(page).to.include('<rect x="180" y="0" width="270" height="16" fill="#c44">');
    expect(page).to.include('<rect x="405" y="24" width="180" height="12"');
  });
});

describe("the choice by what was changed", () => {
  const of = (name: string, ...parts: [string, ...string[]]): Drill => ({ ...drill, name, parts });
  const all = [
    of("narrow", "functions/a/b.ts"),
    of("wide", "functions", "ops", "aws"),
    of("other", "ops/queues"),
    of("named", "aws"),
  ];
  const chosen = (...files: readonly string[]) => chooseFor(files, all).map(({ name }) => name);

  it("is the three drills that rehearse most of it, most first", () => {
    expect(chosen("ops/queues/a.ts", "ops/queues/b.ts", "ops/text.ts")).to.deep.equal(["wide", "other", "narrow"]);
    expect(chosen("functions/a/b.ts", "aws/arn.ts")).to.deep.equal(["wide", "narrow", "named"]);
  });

  it("takes a part for a whole file or folder, and a drill's own file for the drill", () => {
    expect(chosen("functions-of-old/a.ts", "local/drills/catalog/other.ts")).to.deep.equal(["other", "wide", "narrow"]);
    expect(chosen("functions/a/b.tsx")).to.deep.equal(["wide", "narrow", "other"]);
  });

  it("has none that takes long", () => {
    const long = { ...drill, name: "long", long: "it waits", parts: ["ops", "aws", "cli", "docs"] as const };
    expect(chooseFor(["ops/text.ts"], [long, ...all]).map(({ name }) => name)).to.not.include("long");
  });

  it("is filled up with those that need most of the program", () => {
    expect(chosen()).to.deep.equal(["wide", "narrow", "other"]);
    expect(chosen("docs/cost.md")).to.deep.equal(["wide", "narrow", "other"]);
  });
});

describe("the verdict of a drill", () => {
  it("is refused on a machine that was too busy, unless something was sent twice", () => {
    const verdict = (problems: readonly string[], duplicated: number, busy: boolean) =>
      verdictOf({ problems, duplicated, busy });

    expect(verdict([], 0, true)).to.equal("held");
    expect(verdict(["not raised: queue-age"], 0, false)).to.equal("failed");
    expect(verdict(["not raised: queue-age"], 0, true)).to.equal("refused");
    expect(verdict(["43 emails instead of 1"], 42, true)).to.equal("failed");
  });
});

describe("groups of drills", () => {
  it("take each drill once, whoever asks first", () => {
    const folder = mkdtempSync(join(tmpdir(), "backoffice-claims-"));
    try {
      const asked = ["a", "b", "a", "a", "c", "b"].map((name) => claimed(folder, name));
      expect(asked).to.deep.equal([true, true, false, false, true, false]);
      expect(() => claimed(join(folder, "gone"), "a")).to.throw("ENOENT");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
