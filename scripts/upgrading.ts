// npm run upgrading: writes the table of replacements into docs/upgrading.md.
import { readFileSync, writeFileSync } from "node:fs";
import { withReplacements } from "./upgrading/table";

const file = "docs/upgrading.md";
writeFileSync(file, withReplacements(readFileSync(file, "utf8")));
console.log(`${file} is written`);
