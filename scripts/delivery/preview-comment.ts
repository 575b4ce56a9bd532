// node scripts/run.mjs scripts/delivery/preview-comment.ts --stack NAME --pull-request N --folder FOLDER --outcome OUTCOME
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { runMain } from "../../cli/main";
import { loadStackConfig } from "../../program/config";
import { pullRequestNumber, variable } from "./arguments";
import { command } from "./command";
import { upsertComment } from "./github";
import { previewSummary } from "./summary";

interface Flags {
  readonly stack: string;
  readonly pullRequest: number;
  readonly folder: string;
  readonly outcome: string;
}

const commandLine = new Command("preview-comment")
  .exitOverride()
  .description("Writes the comment about a stack's preview on a pull request, or writes over the one that is there.")
  .requiredOption("--stack <name>", "stack that was previewed")
  .requiredOption("--pull-request <number>", "where to write", pullRequestNumber)
  .requiredOption("--folder <path>", "where preview.txt, policies.json and cost.md are, as far as they were made")
  .requiredOption("--outcome <outcome>", "how the preview ended: success, failure, cancelled, skipped")
  .allowExcessArguments(false);

function isRolledOut(stack: string): boolean {
  const { project, values } = loadStackConfig(stack, {});
  return `${project}:rollout` in values;
}

runMain(
  async () => {
    const { stack, pullRequest, folder, outcome } = commandLine.parse().opts<Flags>();
    const text = (file: string) =>
      existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8") : undefined;
    // Pulumi wrote into the file alone, in the place of its shell: the log shows it here.
    console.log(text("preview.txt") ?? "there is no preview");
    const body = previewSummary({
      stack,
      commit: variable("HEAD_SHA"),
      outcome,
      preview: text("preview.txt"),
      policies: text("policies.json"),
      cost: text("cost.md"),
      rolledOut: isRolledOut(stack),
    });
    const github = { gh: command("gh", false), repository: variable("GITHUB_REPOSITORY") };
    await upsertComment(github, pullRequest, `preview:${stack}`, body);
  },
  { orderly: true },
);
