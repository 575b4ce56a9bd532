// npm run policy-tables: writes the tables of rules and controls into docs/policies.md.
import { readFileSync, writeFileSync } from "node:fs";
import { withTables } from "../policies/controls/tables";

const file = "docs/policies.md";
writeFileSync(file, withTables(readFileSync(file, "utf8")));
console.log(`${file} is written`);
