// npm run scaling: writes docs/scaling.md.
import { readFileSync, writeFileSync } from "node:fs";
import { runMain } from "../cli/main";
import { loadStackConfig } from "../program/config";
import { buildGraph } from "../program/graph/build-graph";
import { withScaling } from "./capacity/page";

runMain(async ({ console }) => {
  const [file, stack] = ["docs/scaling.md", "prod"];
  const { region } = loadStackConfig(stack, {});
  writeFileSync(file, withScaling(readFileSync(file, "utf8"), stack, region, await buildGraph(stack, {})));
  console.say(`${file} is written`);
});
