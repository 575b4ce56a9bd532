// npm run budgets: writes what a month of each stack with a budget costs into components/config/estimates.json, from which its limit follows.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runMain } from "../cli/main";
import { projectRoot } from "../launch/project-root.cjs";
import { estimatesFile, monthEstimates } from "./budgets/estimates";

runMain(async ({ console }) => {
  const estimates = await monthEstimates();
  writeFileSync(join(projectRoot, estimatesFile), `${JSON.stringify(estimates, null, 2)}\n`);
  const months = Object.entries(estimates).map(([suffix, { monthUsd }]) => `${suffix} ${monthUsd} USD`);
  console.say(`${estimatesFile} is written: ${months.join(", ") || "no stack has a budget"}`);
});
