// node scripts/run.mjs scripts/delivery/drift-issue.ts --stack NAME --outcome OUTCOME --report FILE
import { existsSync, readFileSync } from "node:fs";
import { Command } from "commander";
import { runMain, variable } from "./arguments";
import { command } from "./command";
import { reportDrift } from "./drift";

interface Flags {
  readonly stack: string;
  readonly outcome: string;
  readonly report: string;
}

const commandLine = new Command("drift-issue")
  .description("Opens or updates the issue about a stack that is not as it was deployed; closes it when it is again.")
  .requiredOption("--stack <name>", "stack that was looked at")
  .requiredOption("--outcome <outcome>", "how the refresh ended: success means no drift")
  .requiredOption("--report <file>", "what the refresh printed")
  .allowExcessArguments(false);

runMain(async () => {
  const { stack, outcome, report } = commandLine.parse().opts<Flags>();
  const github = { gh: command("gh", false), repository: variable("GITHUB_REPOSITORY") };
  const run = `${variable("GITHUB_SERVER_URL")}/${github.repository}/actions/runs/${variable("GITHUB_RUN_ID")}`;
  await reportDrift(github, { stack, outcome, run, report: existsSync(report) ? readFileSync(report, "utf8") : "" });
});
