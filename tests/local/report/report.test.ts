import { expect } from "chai";
import { wrapWith } from "../../../cli/width";
import { toJson } from "../../../local/report/json";
import type { PipelineReport, RunReport } from "../../../local/report/model";
import { renderReport } from "../../../local/report/text";

function pipeline(change: Partial<PipelineReport> = {}): PipelineReport {
  return {
    name: "orders",
    sent: 54,
    seen: 54,
    lost: 0,
    duplicated: 0,
    deadLettered: 0,
    astray: 0,
    seconds: 12.34567,
    checks: [{ id: "O6", ok: true, detail: "one order" }],
    ...change,
  };
}

function report(change: Partial<RunReport> = {}): RunReport {
  return {
    ok: true,
    pipelines: [pipeline()],
    deploy: { resources: 156, seconds: 1.41234 },
    notChecked: [],
    widenedGrants: [],
    gaps: [],
    emails: [],
    emailCount: 0,
    ...change,
  };
}

describe("the report", () => {
  it("counts what went through each pipeline", () => {
    const text = renderReport(report({ pipelines: [pipeline({ lost: 2, seen: 52, deadLettered: 7 })] }), 118);

    expect(text).to.match(/orders\s*│\s*54\s*│\s*52\s*│\s*2\s*│\s*0\s*│\s*7\s*│\s*12\.3\s*│ 1 ok/);
    expect(text).to.contain("All 1 expectations held. 156 resources deployed in 1.4 s.");
  });

  it("says where its ids are explained", () => {
    expect(renderReport(report(), 118)).to.contain("\nWhat each id asks for: docs/requirements.md\n");
  });

  it("shows the emails, with an excerpt of one", () => {
    const emails = [
      { to: "ada@example.com", subject: "Your order", total: "€9.00", text: "Thank you\n\nTotal: €9.00\n" },
    ];
    const text = renderReport(report({ emails, emailCount: 151 }), 118);

    expect(text).to.contain("Emails that came out: 151");
    expect(text).to.contain("ada@example.com  |  Your order  |  €9.00");
    expect(text).to.contain("  | Thank you\n  |\n  | Total: €9.00");
  });

  it("is honest about what was not checked, what was granted wider and what is missing", () => {
    const text = renderReport(
      report({
        notChecked: [
          { id: "E6", detail: "no recorder" },
          { id: "E7", detail: "no recorder" },
        ],
        widenedGrants: [
          { role: "sender", policy: "p", actions: ["ses:SendEmail"], dropped: "resources x", reason: "judged on *" },
        ],
        gaps: ["SES: a fake."],
      }),
      118,
    );

    expect(text).to.contain("- Not checked: E6, E7: no recorder.");
    expect(text).to.contain(
      "- IAM looser than on AWS (emulator limits): sender ses:SendEmail (resources x): judged on *.",
    );
    expect(text).to.contain("- SES: a fake.");
  });

  it("as JSON has the form that scripts rely on", () => {
    const json = toJson(report());

    expect(json).to.deep.equal({
      ok: true,
      pipelines: [
        {
          name: "orders",
          sent: 54,
          seen: 54,
          lost: 0,
          duplicated: 0,
          deadLettered: 0,
          seconds: 12.346,
          checks: [{ id: "O6", ok: true, detail: "one order" }],
        },
      ],
      deploy: { resources: 156, seconds: 1.412 },
      notChecked: [],
      widenedGrants: [],
      gaps: [],
    });
  });
});

describe("wrapping a text", () => {
  it("breaks at blanks, indents later lines and loses no word", () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`);

    const lines = wrapWith(words.join(" "), "    ", 80).split("\n");

    expect(Math.max(...lines.map((line) => line.length))).to.be.within(70, 80);
    expect(lines.slice(1).every((line) => line.startsWith("    word"))).to.equal(true);
    expect(lines.join(" ").split(/\s+/)).to.deep.equal(words);
  });

  it("keeps runs of blanks in front", () => {
    expect(wrapWith("  ok     O6  fine", "", 80)).to.equal("  ok     O6  fine");
  });

  it("cuts a word that is longer than a line, and keeps line ends", () => {
    expect(wrapWith(`- ${"x".repeat(70)} end\nnext`, "  ", 60)).to.equal(
      ["-", `  ${"x".repeat(58)}`, `  ${"x".repeat(12)} end`, "  next"].join("\n"),
    );
  });
});
