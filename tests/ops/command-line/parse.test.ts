import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { readMoment } from "../../../cli/values";
import { commandNames, opsCommands } from "../../../ops/command-line/commands";
import type { CommandDefinition } from "../../../ops/command-line/definition";
import { parseOps } from "../../../ops/command-line/parse";

const words = (line: string) => line.split(" ");

describe("the command line of npm run ops", () => {
  for (const name of commandNames) {
    const definition: CommandDefinition = opsCommands[name];

    it(`explains '${name}' with its options, examples and exit codes`, () => {
      const parsed = parseOps([...words(name), "--help"]);

      // Long lines are wrapped.
      const help = ("help" in parsed ? parsed.help : "").replace(/\s+/g, " ");
      expect(help).to.contain(definition.summary).and.to.contain("Exit codes: 0 done;").and.to.contain("--json");
      for (const { flags } of definition.options) expect(help).to.contain(flags);
      for (const example of definition.examples) expect(help).to.contain(`npm run ops -- ${example}`);
    });

    for (const example of definition.examples) {
      it(`reads its own example '${example}'`, () => {
        expect(parseOps(words(example))).to.include({ command: name });
      });
    }
  }

  it("reads arguments and options into their own kinds", () => {
    expect(parseOps(words("redrive --queue q --max 12 --confirm-resend --json"))).to.deep.equal({
      command: "redrive",
      input: {
        queue: "q",
        max: 12,
        confirmResend: true,
        sendUnclear: false,
        json: true,
        dryRun: false,
        yes: false,
      },
    });
    expect(parseOps(words("trace o-1 --pages 3"))).to.deep.include({ command: "trace" });
    const dated = parseOps(words("errors --function f --since 2026-03-01T10:00:00Z"));
    expect("command" in dated && dated.command === "errors" ? dated.input.since : undefined).to.deep.equal(
      new Date("2026-03-01T10:00:00Z"),
    );
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["errors", "--function: is missing"],
    ["errors --function f --since yesterday", "--since: must be a time back such as 90s"],
    ["errors --function f --limit 0", "--limit: must be a whole number from 1 to 10000, '0' given"],
    ["redrive", "--queue: is missing"],
    ["redrive --queue q --max 1.5", "--max: must be a whole number from 1 to 1000000, '1.5' given"],
    ["deadletters --peek 101", "--peek: must be a whole number from 0 to 100"],
    ["trace", "missing required argument 'id'"],
    ["faults", "a command is missing behind 'faults'"],
    ["faults add --effect boom", "--effect: must be one of error, throttle, delay"],
    ["faults add --effect delay", "--delay-ms: is needed by the effect delay, nothing given"],
    ["faults add --effect refuse --rate 2", "--rate: must be a number above 0 and at most 1, 2 given"],
    ["faults add --effect throttle --per-second 0", "--per-second: must be a number from 0.01 to 100000, 0 given"],
    [
      "faults add --effect throttle --per-second 5 --rate 0.5",
      "--rate: must be 1 where a number per second chooses the calls, 0.5 given",
    ],
    ["faults add --effect refuse --times many", '--times: must be a whole number from 1 to 1000000, "many" given'],
    ["trace a b", "too many arguments"],
    ["suppressions", "a command is missing behind 'suppressions'"],
    ["suppressions list now", "too many arguments"],
    ["redrve --queue q", "unknown command 'redrve'"],
    ["redrive --queue q --force", "unknown option '--force'"],
  ];
  for (const [line, message] of wrong) {
    it(`refuses '${line}' and says where to look`, () => {
      expect(() => parseOps(words(line)))
        .to.throw(UsageError, message)
        .with.property("message")
        .that.contains("--help");
    });
  }

  it("answers with its help when it is given nothing", () => {
    const parsed = parseOps([]);

    for (const name of commandNames) expect("help" in parsed ? parsed.help : "").to.contain(name.split(" ")[0]);
  });
});

describe("the options of restore", () => {
  const restore = (more: string) => parseOps(words(`restore --table orders-table --at 2h ${more}`));

  for (const [more, why] of [
    ["--lose-writes", "takes --keys and --copy, or --replace"],
    ["--lose-writes --keys a", "takes --keys and --copy, or --replace"],
    ["--replace --copy both", "takes no --copy, --keys or --drop-copy"],
    ["--replace --drop-copy", "takes no --copy, --keys or --drop-copy"],
    ["--open --keys a", "takes no --copy, --keys or --drop-copy"],
    ["--replace --open", "takes no --replace"],
    ["--confirm orders-table-prod", "takes --replace"],
  ] as const) {
    it(`refuse '${more}'`, () => {
      expect(() => restore(more)).to.throw(UsageError, why);
    });
  }

  it("take what belongs together", () => {
    for (const more of [
      "--replace --lose-writes --confirm orders-table-prod",
      "--open",
      "--copy both --keys a --lose-writes",
    ])
      expect(restore(more), more).to.include({ command: "restore" });
  });
});

describe("a moment", () => {
  const now = new Date("2026-03-01T12:00:00Z");

  it("is a time back from now, or a time", () => {
    const read = (text: string) => readMoment(text, now)?.toISOString();

    expect(["90s", "30m", "2h", "7d"].map(read)).to.deep.equal([
      "2026-03-01T11:58:30.000Z",
      "2026-03-01T11:30:00.000Z",
      "2026-03-01T10:00:00.000Z",
      "2026-02-22T12:00:00.000Z",
    ]);
    expect(read("2026-02-01")).to.equal("2026-02-01T00:00:00.000Z");
    expect(read("2026-02-01T10:00:00+01:00")).to.equal("2026-02-01T09:00:00.000Z");
  });

  it("is nothing else", () => {
    const never = ["2026-02-30", "2026-02-29", "2026-04-31", "2026-02-30T10:00:00Z", "2026-02-28T24:00:00Z"];
    const forms = ["", "2", "h", "-2h", "2w", "1e3s", "2026-13-01", "2026-03-01T10:00", "yesterday"];
    for (const text of [...forms, ...never]) {
      expect(readMoment(text, now), text).to.equal(undefined);
    }
  });
});
