// npm run -s graph -- --stack NAME [--set key=value]...: the program's resources for a stack, as JSON.
import { Command } from "commander";
import { runMain } from "../cli/main";
import { buildGraph } from "../program/graph/build-graph";
import { type StackFlags, withStackFlags } from "../program/graph/command-line";

const command = withStackFlags(
  new Command("npm run -s graph --").description(
    "Prints the resources that the program declares for a stack, as JSON. Needs no account and no emulator.",
  ),
);

runMain(async ({ console }) => {
  const { stack, set = {} } = command.parse().opts<StackFlags>();
  console.sayJson(await buildGraph(stack, set));
});
