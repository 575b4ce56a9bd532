// X17: every alarm leads to a runbook that exists, and every command in a runbook to a command that exists.

import { readdirSync } from "node:fs";
import { expect } from "chai";
import { runbookOf } from "../../components/blocks/runbook";
import { parseOps } from "../../ops/command-line/parse";
import { domainSettings } from "../support/domain-settings";
import { program } from "../support/pulumi";
import { ofType } from "../support/pulumi-queries";
import { endings, readRunbook, runbookFolder, runbooks } from "../support/runbooks";
import { awsProblem } from "./support/aws-cli";
import { facts } from "./support/facts";
import { blocksOf } from "./support/pages";
import { parseShell } from "./support/shell";

const files = readdirSync(runbookFolder).sort();

/** Commands in the shell blocks of a page, each on one line. */
function commandsIn(text: string): string[] {
  return blocksOf({ path: "", text })
    .filter(({ language }) => language === "sh")
    .flatMap(({ text: block }) => block.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const parts = ["Meaning", "First look", "Mitigation", "Redrive", "Escalation"];

describe("runbooks", () => {
  it("are exactly those that alarms lead to", async () => {
    const all = await Promise.all([program("dev"), program("prod", domainSettings), program("local")]);

    const named = all.flatMap(({ resources }) =>
      ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs, name }) => {
        const page = runbookOf(inputs.alarmDescription);
        expect(page, name).to.not.equal(undefined);
        return page;
      }),
    );
    expect([...new Set(named)].sort()).to.deep.equal(runbooks.map((page) => `docs/runbooks/${page}`));
  });

  it("are listed in their table of contents", () => {
    const listed = [...readRunbook("README.md").matchAll(/\]\(([a-z-]+\.md)\) \|$/gm)].map(([, name]) => name);

    expect(listed.sort()).to.deep.equal(runbooks);
  });

  it("are found by the ending of each alarm's name, and every ending is one of an alarm", async () => {
    const { alarms } = await facts();

    const wrong = [...alarms].filter(([name, page]) => {
      const fitting = endings().filter(({ ending }) => name.endsWith(ending));
      const longest = Math.max(0, ...fitting.map(({ ending }) => ending.length));
      return !fitting.some((row) => row.ending.length === longest && row.page === page);
    });
    expect(wrong).to.deep.equal([]);
    const idle = endings().filter(
      ({ ending, page }) => ![...alarms].some(([name, to]) => name.endsWith(ending) && to === page),
    );
    expect(idle).to.deep.equal([]);
  });

  for (const name of runbooks) {
    describe(name, () => {
      const page = readRunbook(name);
      const sections = page.split(/^## /m).slice(1);
      const section = (title: string) => sections.find((text) => text.startsWith(`${title}\n`)) ?? "";

      it("has its five parts in order, and something in each", () => {
        expect(page).to.match(/^# \S.*\n\n## /);
        expect(sections.map((text) => text.split("\n")[0])).to.deep.equal(parts);
        for (const part of parts) expect(section(part).slice(part.length).trim().length, part).to.be.at.least(15);
      });

      it("begins with the very command to look with", () => {
        expect(commandsIn(section("First look"))).to.not.deep.equal([]);
      });

      it("names only commands that exist", () => {
        for (const command of commandsIn(page)) {
          const [program] = command.split(" ");
          if (command.startsWith("npm run ops -- ")) {
            expect(parseOps(command.slice("npm run ops -- ".length).split(" ")), command).to.have.property("command");
          } else if (program === "aws") {
            expect(awsProblem(parseShell(command).commands[0] ?? []), command).to.equal(undefined);
          } else {
            expect(command).to.match(/^pulumi (config set|stack output) /);
          }
        }
        for (const [mention] of page.matchAll(/npm run ops -- [a-z]+/g))
          expect(parseOps([...mention.split(" ").slice(4), "--help"]), mention).to.have.property("help");
      });

      it("leads to pages that exist", () => {
        for (const [, target = ""] of page.matchAll(/\]\(([^)]+)\)/g)) expect(files, target).to.include(target);
      });
    });
  }
});
