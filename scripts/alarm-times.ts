// npm run alarm-times: measures the time from each failure to its first alarm, and writes the table into docs/alarms.md.
import { readFileSync, writeFileSync } from "node:fs";
import { buildGraph } from "../program/graph/build-graph";
import { failures } from "./alarm-times/failures";
import { silences } from "./alarm-times/measure";
import { stacks, withTable } from "./alarm-times/report";

const file = "docs/alarms.md";

async function write(): Promise<void> {
  const columns = new Map<string, ReturnType<typeof silences>>();
  for (const stack of stacks) columns.set(stack, silences(await buildGraph(stack, {}), failures));
  writeFileSync(file, withTable(readFileSync(file, "utf8"), columns));
  console.log(`${file} is written`);
}

write().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
