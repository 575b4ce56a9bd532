import { UsageError } from "../../../cli/errors";
import { keys } from "../../../components/config/schema";
import { capitalized, checkName, words } from "../names";
import type { Kind } from "../part";

/** A whole number in a range, with a default, which is the most common kind of setting. */
export const settingKind: Kind = {
  form: "NAME",
  does: "a setting of the stacks' files: a whole number from 1 to 1,000, 10 by default, with its example and its place in docs/configuration.md and docs/upgrading.md",
  part(name) {
    checkName(
      "setting",
      name,
      /^[a-z]+([A-Z][a-z]+)+$/,
      "camelCase of two words or more, such as returnsMaxConcurrency",
    );
    if (Object.hasOwn(keys, name)) throw new UsageError(`there is already a setting '${name}'`);
    return {
      files: [],
      edits: [
        {
          file: "components/config/schema.ts",
          find: "\n  // What costs extra\n",
          before: `  /** ${capitalized(words(name))}. */\n  ${name}: whole(1, 1_000).default(10),\n`,
        },
        {
          file: "scripts/configuration/examples.ts",
          find: "  contributorInsights: {",
          before: `  ${name}: { value: 20 },\n`,
        },
      ],
      view: {},
      scripts: ["configuration", "upgrading"],
      next: [
        "components/config/schema.ts: say what it is, with its unit; set range and default; stand it beside its like",
        `use it: config.${name} in components/; a rule in components/config/rules.ts where it must fit another`,
        "npm run settings holds it against the policy pack; npm run upgrading -- --all, once something reads it, says what a change of it does",
      ],
    };
  },
};
