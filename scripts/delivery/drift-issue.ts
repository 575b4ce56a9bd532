// node scripts/run.mjs scripts/delivery/drift-issue.ts --stack NAME --outcome OUTCOME --report FILE
import { readFileSync, statSync } from "node:fs";
import { Command } from "commander";
import { runMain } from "../../cli/main";
import { variable } from "./arguments";
import { command } from "./command";
import { reportDrift } from "./drift";

interface Flags {
  readonly stack: string;
  readonly outcome: string;
  readonly report: string;
}

const commandLine = new Command("drift-issue")
  .exitOverride()
  .description("Opens or updates the issue about a stack that is not as it was deployed; closes it when it is again.")
  .requiredOption("--stack <name>", "stack that was looked at")
  .requiredOption("--outcome <outcome>", "how the refresh ended: success means no drift")
  .requiredOption("--report <file>", "what the refresh printed")
  .allowExcessArguments(false);

runMain(
  async () => {
    const { stack, outcome, report } = commandLine.parse().opts<Flags>();
    const github = { gh: command("gh", false), repository: variable("GITHUB_REPOSITORY") };
    const run = `${variable("GITHUB_SERVER_URL")}/${github.repository}/actions/runs/${variable("GITHUB_RUN_ID")}`;
    // The report's file is created when the refresh begins.
    const since = statSync(report, { throwIfNoEntry: false })?.birthtime;
    const text = since === undefined ? "" : readFileSync(report, "utf8");
    // The workflow redirected Pulumi's output to this file only: print it, so that the log has it too.
    console.log(text);
    console.log(await reportDrift(github, { stack, outcome, run, report: text, since: since ?? new Date() }));
  },
  { orderly: true },
);
