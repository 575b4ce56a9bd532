// npm run upgrading [-- --all]: writes what changes of settings, of the program and of inputs do into docs/upgrading.md. Settings that the page
// has are measured anew with --all only, which takes two minutes.
import { readFileSync, writeFileSync } from "node:fs";
import { runMain } from "../cli/main";
import { withGenerated } from "../policies/controls/tables";
import { codeTable } from "./upgrading/code-table";
import { settingRows, settingTable } from "./upgrading/setting-table";
import { typeTable } from "./upgrading/type-table";

const file = "docs/upgrading.md";

runMain(async ({ console }) => {
  let text = readFileSync(file, "utf8");
  const known = process.argv.includes("--all") ? new Map<string, string>() : settingRows(text);
  text = withGenerated(text, await settingTable(known), "settings");
  text = withGenerated(text, await codeTable(), "code");
  text = withGenerated(text, typeTable(), "types");
  writeFileSync(file, text);
  console.say(`${file} is written`);
});
