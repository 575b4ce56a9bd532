// npm run -s recovery -- --stack NAME --account ID [--state FILE] [--key-id ID]: what to import after a destroy, in Pulumi's format.
import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { runMain } from "../cli/main";
import { buildGraph } from "../program/graph/build-graph";
import { type StackFlags, withStackFlags } from "../program/graph/command-line";
import { importFile, urnsOf } from "./recovery/import-file";

interface Flags extends StackFlags {
  readonly account: string;
  readonly state?: string;
  readonly keyId?: string;
}

const command = withStackFlags(
  new Command("npm run -s recovery --")
    .description(
      "Prints what outlives a destroy and must be imported before the next pulumi up, for pulumi import --file.",
    )
    .requiredOption("--account <id>", "account of the stack", accountId)
    .option("--state <file>", "output of pulumi stack export: what it has is not imported. Default: it has nothing")
    .option("--key-id <id>", "id of the stack's key, where that has been kept"),
);

runMain(async ({ console }) => {
  const { stack, set = {}, account, state, keyId } = command.parse().opts<Flags>();
  const inState = state === undefined ? new Set<string>() : urnsOf(readFileSync(state, "utf8"));
  const file = importFile(await buildGraph(stack, set), inState, { accountId: account, keyId });
  console.sayJson(file);
});

function accountId(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError("It must be an account's twelve digits.");
  return text;
}
