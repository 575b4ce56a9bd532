// npm run policy-index: writes policies/rules/index.ts, which imports every file of rules.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runMain } from "../cli/main";
import { projectRoot } from "../launch/project-root.cjs";
import { ruleFiles, ruleIndex } from "./policies/rule-index";

runMain(async ({ console }) => {
  writeFileSync(join(projectRoot, "policies/rules/index.ts"), ruleIndex());
  console.say(`policies/rules/index.ts names ${ruleFiles("policies/rules", ".ts").length} files of rules`);
});
