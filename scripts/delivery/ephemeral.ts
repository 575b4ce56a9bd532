// node scripts/run.mjs scripts/delivery/ephemeral.ts settings|announce|destroy|sweep [--pull-request N]
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { pullRequestStack } from "../../bootstrap/names";
import { CommandFailedError } from "../../cli/errors";
import { runMain } from "../../cli/main";
import { pullRequestNumber, variable } from "./arguments";
import { command } from "./command";
import { ephemeralSettings } from "./ephemeral-settings";
import { destroyStack, sweepStacks } from "./ephemeral-stacks";
import { closeIssue, type GitHub, upsertComment, upsertIssue } from "./github";
import { fencedEnd } from "./markdown";

interface Flags {
  readonly pullRequest: number;
}

const LEFTOVER_LABEL = "leftover";

/** Most stacks that one issue lists. */
const LEFTOVERS_SHOWN = 100;

const pulumi = command("pulumi");

const commandLine = new Command("ephemeral")
  .exitOverride()
  .description("The stack of a pull request, from its settings to its end.")
  .option("--folder <path>", "where Pulumi.dev.yaml is and the stack's settings go", ".");

const of = (name: string, description: string) =>
  commandLine
    .command(name)
    .description(description)
    .requiredOption("--pull-request <number>", "whose stack", pullRequestNumber)
    .allowExcessArguments(false);

of("settings", "writes Pulumi.pr-N.yaml").action(({ pullRequest }: Flags) => writeSettings(pullRequest));

of("announce", "comments that the stack is up, with its outputs").action(async ({ pullRequest }: Flags) => {
  const stack = pullRequestStack(pullRequest);
  // Outputs hold no secrets, and without --show-secrets Pulumi prints none.
  const outputs = await command("pulumi", false)(["stack", "output", "--json", "--stack", stack]);
  const body = `\`${stack}\` is up at ${variable("HEAD_SHA").slice(0, 12)}. It goes when the pull request is closed or loses the label.`;
  await upsertComment(github(), pullRequest, "ephemeral", `${body}\n\n${fencedEnd(outputs, 60_000)}`);
});

of("destroy", "destroys the stack").action(async ({ pullRequest }: Flags) => {
  const stack = pullRequestStack(pullRequest);
  const there = await destroyStack(pulumi, writeSettings, pullRequest);
  console.log(there ? `${stack} is destroyed` : `there is no ${stack}`);
  if (there) await upsertComment(github(), pullRequest, "ephemeral", `\`${stack}\` is destroyed.`);
});

commandLine
  .command("sweep")
  .description("destroys the stacks of pull requests that are closed or have lost the label")
  .allowExcessArguments(false)
  .action(async () => {
    const { destroyed, kept, failed } = await sweepStacks(pulumi, github(), writeSettings);
    console.log(`destroyed: ${destroyed.join(", ") || "none"}; wanted: ${kept.join(", ") || "none"}`);
    if (failed.size === 0) {
      await closeIssue(github(), "leftovers", LEFTOVER_LABEL, "Nothing is left.");
      return;
    }
    const room = Math.max(500, Math.min(4_000, Math.floor(60_000 / failed.size)));
    const shown = [...failed].slice(0, LEFTOVERS_SHOWN);
    const list = shown.map(([stack, reason]) => `### ${stack}\n\n${fencedEnd(reason, room)}`);
    if (failed.size > shown.length) list.push(`... ${failed.size - shown.length} more: the run's log names them all.`);
    await upsertIssue(github(), "leftovers", {
      title: "Stacks of closed pull requests are left over",
      label: LEFTOVER_LABEL,
      body: ["What to do: [docs/delivery.md](../blob/main/docs/delivery.md#leftovers).", ...list].join("\n\n"),
    });
    throw new CommandFailedError(`left over: ${[...failed.keys()].join(", ")}`);
  });

function writeSettings(pullRequest: number): void {
  const { folder } = commandLine.opts<{ readonly folder: string }>();
  const dev = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
  const settings = ephemeralSettings(dev, pullRequest, variable("PULUMI_SECRETS_PROVIDER"));
  writeFileSync(join(folder, `Pulumi.${pullRequestStack(pullRequest)}.yaml`), settings);
}

function github(): GitHub {
  return { gh: command("gh", false), repository: variable("GITHUB_REPOSITORY") };
}

// A signal is passed on to the running program, which ends this one, so that no stack is left half destroyed.
runMain(
  async () => {
    await commandLine.parseAsync();
  },
  { orderly: true },
);
