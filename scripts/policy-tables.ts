// npm run policy-tables: writes the tables of rules and controls into docs/policies.md.
import { readFileSync, writeFileSync } from "node:fs";
import { runMain } from "../cli/main";
import { withTables } from "../policies/controls/tables";

const file = "docs/policies.md";

runMain(async ({ console }) => {
  writeFileSync(file, withTables(readFileSync(file, "utf8")));
  console.say(`${file} is written`);
});
