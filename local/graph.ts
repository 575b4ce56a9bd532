// npm run -s graph -- --stack NAME [--set key=value]...: the program's resources for a stack, as JSON.
import { Command } from "commander";
import { buildGraph } from "./graph/build-graph";
import { runCommand, type StackFlags, withStackFlags } from "./graph/command-line";

const command = withStackFlags(
  new Command("npm run -s graph --").description(
    "Prints the resources that the program declares for a stack, as JSON. Needs no account and no emulator.",
  ),
);

runCommand(async () => {
  const { stack, set = {} } = command.parse().opts<StackFlags>();
  const graph = await buildGraph(stack, set);
  await new Promise((done) => process.stdout.write(`${JSON.stringify(graph, null, 2)}\n`, done));
});
