import { expect } from "chai";
import { diagnose } from "../../../local/report/diagnosis";
import type { PipelineReport, RunReport } from "../../../local/report/model";
import { renderReport } from "../../../local/report/text";

const id = "6ea8555a-1111-8222-8333-444455556666";

function row(name: PipelineReport["name"], change: Partial<PipelineReport> = {}): PipelineReport {
  const figures = { sent: 10, seen: 10, lost: 0, duplicated: 0, deadLettered: 0, astray: 0, seconds: 1.25 };
  return { name, ...figures, checks: [{ id: "X1", ok: true, detail: "fine" }], ...change };
}

/** A run in which two orders ended in the dead letters, on a machine that had no time. */
function failedReport(kept = false): RunReport {
  const two = `order ${id} (ada@example.com) is SENDING, not DELIVERED`;
  const pipelines = [
    row("orders"),
    row("confirmations", {
      seen: 8,
      deadLettered: 5,
      astray: 2,
      checks: [
        { id: "E1", ok: false, detail: two },
        { id: "E4", ok: false, detail: two },
        { id: "E5", ok: true, detail: "three poisoned" },
        { id: "E5", ok: false, detail: "one message waits" },
        { id: "E7", ok: true, detail: "found by address" },
      ],
    }),
    row("stack", { checks: [{ id: "X19", ok: false, detail: "table-has-pitr: must be on" }] }),
  ];
  const facts = [
    "this machine was too busy: a load of 12.0 on 2 cores, timers 61 ms late on average and 340 ms at the 99th percentile. The run waited 3.0 times as long as usual.",
    "confirmations-dead-letters-local holds 2 messages that nobody put there on purpose: UNCERTAIN (2).",
    "The error log has 3 entries that nobody provoked: confirmations-sender-local TimeoutError (3).",
  ];
  return {
    ok: false,
    pipelines,
    deploy: { resources: 260, seconds: 2 },
    notChecked: [{ id: "L3", detail: "AWS_ENDPOINT_URL is not set, so the bundled emulator was used" }],
    widenedGrants: [],
    gaps: ["KMS: no service of the emulator calls it."],
    emails: [
      { to: "ada@example.com", subject: "Your order", total: "€9.00", text: `Thank you ${"very ".repeat(30)}much` },
    ],
    emailCount: 8,
    diagnosis: diagnose(pipelines, facts, kept),
  };
}

const top = (width: number, kept?: boolean) => {
  const lines = renderReport(failedReport(kept), width).split("\n");
  return lines.slice(1, lines.indexOf("What went through") - 1);
};

describe("the report of a run that failed", () => {
  it("says first what failed, why it seems so, and what to run next, at 80 columns", () => {
    expect(top(80)).to.deep.equal([
      "FAILED: 4 of 7 expectations",
      "---------------------------",
      `1. confirmations E1, E4: order ${id}`,
      "   (ada@example.com) is SENDING, not DELIVERED",
      "2. confirmations E5: one message waits",
      "3. stack X19: table-has-pitr: must be on",
      "",
      "What was seen beside that:",
      "- this machine was too busy: a load of 12.0 on 2 cores, timers 61 ms late on",
      "  average and 340 ms at the 99th percentile. The run waited 3.0 times as long as",
      "  usual.",
      "- confirmations-dead-letters-local holds 2 messages that nobody put there on",
      "  purpose: UNCERTAIN (2).",
      "- The error log has 3 entries that nobody provoked: confirmations-sender-local",
      "  TimeoutError (3).",
      "",
      "What to run next:",
      "  npm start",
      "      once the machine has time: the same run again; a failure that is gone then",
      "      was caused by the machine's load",
      "  npm start -- --keep",
      "      the same run again; it stays up for the next commands",
      "  npm run ops -- deadletters",
      "      the dead letters, and why they failed",
      "  npm run ops -- errors --function confirmations-sender-local --verbose",
      "      that function's errors, with their stacks",
      `  npm run ops -- trace ${id}`,
      "      everything that happened to the first id above",
      "  npm run policies -- --stack local",
      "      the violations in full",
    ]);
  });

  it("does not ask for another run when the stack is still up", () => {
    const commands = top(118, true).filter((line) => /^ {2}npm/.test(line));

    expect(commands).to.deep.equal([
      "  npm start",
      "  npm run ops -- deadletters",
      "  npm run ops -- errors --function confirmations-sender-local --verbose",
      `  npm run ops -- trace ${id}`,
      "  npm run policies -- --stack local",
    ]);
  });

  it("says so when nothing else was seen", () => {
    const pipelines = [row("orders", { checks: [{ id: "O1", ok: false, detail: "201 was expected" }] })];
    const text = renderReport({ ...failedReport(), pipelines, diagnosis: diagnose(pipelines, [], false) }, 80);

    expect(text).to.contain("FAILED: 1 of 1 expectations");
    expect(text).to.contain("- Nothing else was out of the ordinary.\n\nWhat to run next:\n  npm start\n");
  });

  it("counts unexpected dead letters, in the box and below it", () => {
    const lines = renderReport(failedReport(), 118).split("\n");

    expect(lines.find((line) => line.includes("│ confirmations"))).to.match(
      /│ confirmations │ +10 │ +8 │ +0 │ +0 │ +5, 2 astray │ +1\.3 │ 3 of 5 FAILED +│/,
    );
    expect(lines.find((line) => line.startsWith("'stack'"))).to.equal(
      "'stack' counts resources; lost is what was sent and found nowhere; 5 dead letters, 2 of them not put there on purpose.",
    );
  });

  it("names each requirement once, with text, and no failure twice", () => {
    const text = renderReport(failedReport(), 118);

    expect(
      text.split("\n").slice(text.split("\n").indexOf("confirmations:"), text.split("\n").indexOf("stack:")),
    ).to.deep.equal([
      "confirmations:",
      "  FAILED E1  see above",
      "  FAILED E4  see above",
      "  FAILED E5  1 of 2 looks, see above; held: three poisoned",
      "  ok     E7  found by address",
    ]);
    for (const detail of ["is SENDING, not DELIVERED", "one message waits", "table-has-pitr"]) {
      expect(text.split(detail), detail).to.have.length(2);
    }
    expect(text).to.contain("4 of 7 expectations failed: see the top of this report. 260 resources deployed in 2.0 s.");
  });

  it("is a list of pipelines where the box has no room", () => {
    const lines = renderReport(failedReport(), 60).split("\n");
    const from = lines.indexOf("What went through") + 2;

    expect(lines.slice(from, from + 9)).to.deep.equal([
      "orders: 10 sent, 10 seen, 0 lost, 0 duplicated",
      "    dead letters 0; 1.3 s; checks: 1 ok",
      "confirmations: 10 sent, 8 seen, 0 lost, 0 duplicated",
      "    dead letters 5, 2 astray; 1.3 s; checks: 3 of 5 FAILED",
      "stack: 10 sent, 10 seen, 0 lost, 0 duplicated",
      "    dead letters 0; 1.3 s; checks: 1 of 1 FAILED",
      "'stack' counts resources; lost is what was sent and found",
      "nowhere; 5 dead letters, 2 of them not put there on purpose.",
      "",
    ]);
  });

  for (const width of [60, 80, 118]) {
    it(`has no line that is longer than ${width} columns, but for commands that must be typed whole`, () => {
      const lines = renderReport(failedReport(), width).split("\n");

      const long = lines.filter((line) => line.length > width && !line.startsWith("  npm run ops"));
      expect(long).to.deep.equal([]);
    });
  }
});

describe("the report of a run that held", () => {
  it("says of its dead letters that they were put there, only because they were", () => {
    const held = { ...failedReport(), ok: true, pipelines: [row("orders", { deadLettered: 3 })] };

    const text = renderReport(held, 118);

    expect(text).to.contain("3 dead letters, each put there on purpose.");
    expect(text).to.not.contain("FAILED");
    expect(renderReport({ ...held, pipelines: [row("orders")] }, 118)).to.contain("no dead letters.");
  });
});
