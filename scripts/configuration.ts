// npm run configuration: writes a description of every setting into docs/configuration.md.
import { readFileSync, writeFileSync } from "node:fs";
import { runMain } from "../cli/main";
import { withSettings } from "./configuration/page";

const file = "docs/configuration.md";

runMain(async ({ console }) => {
  writeFileSync(file, withSettings(readFileSync(file, "utf8")));
  console.say(`${file} is written`);
});
