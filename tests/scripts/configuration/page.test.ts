import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseConfig } from "../../../components/config/parse";
import { type Config, keys, secretKeys } from "../../../components/config/schema";
import { projectRoot } from "../../../launch/project-root.cjs";
import { asConfigText, examples } from "../../../scripts/configuration/examples";
import { withSettings } from "../../../scripts/configuration/page";
import { minimalConfig } from "../../support/pulumi-fixtures";
import { secretSettings } from "../../support/secret-settings";

const page = readFileSync(join(projectRoot, "docs", "configuration.md"), "utf8");
const names = Object.keys(keys) as (keyof Config)[];

/** What the page says of one setting. */
function section(name: string): string {
  return page.split(/^### /m).find((text) => text.startsWith(`${name}\n`)) ?? "";
}

describe("docs/configuration.md", () => {
  it("is current: npm run configuration", () => {
    expect(page).to.equal(withSettings(page));
  });

  it("has each setting once, in the order of the schema", () => {
    expect([...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)).to.deep.equal(names);
  });

  it("gives examples that are a valid stack together, and none of them is a default", () => {
    const all = names.map((name) => [name, asConfigText(examples[name].value)] as const);

    const config = parseConfig(Object.fromEntries(all), "test", { isSecret: (key) => secretKeys.includes(key) });

    const defaults = parseConfig(minimalConfig, "test");
    for (const name of names) expect(config[name], name).to.not.deep.equal(defaults[name]);
  });

  it("says type, range, default, example and what a change replaces", () => {
    expect(section("functionMemoryMb")).to.equal(
      [
        "functionMemoryMb\n",
        "Memory of each function in MB. Its share of a CPU grows with it.\n",
        "- Type: number: a whole number between 128 and 10240. The policy rule `function-sized-explicitly` takes at most 3008.",
        "- Default: `512`",
        "- A change replaces: nothing\n",
        "```yaml",
        "backoffice:functionMemoryMb: 1024",
        "```\n\n",
      ].join("\n"),
    );
    expect(section("authIssuer")).to.contain("- Default: none: it must be set");
    expect(section("alertEmail")).to.contain("- A change replaces: `sns.TopicSubscription`. An email subscription:");
    for (const [key, value] of Object.entries(secretSettings))
      expect(section(key)).to.contain(`\`\`\`sh\npulumi config set --secret backoffice:${key} ${value}`);
  });

  it("says what the members of objects are", () => {
    expect(section("alarmThresholds")).to.contain("| `queueAgeSeconds` | Age of the oldest message");
    expect(section("functionOverrides")).to.contain("Functions: `orders/create`,").and.to.contain("| `memoryMb` |");
    expect(section("watchedFunctions")).to.contain("| `name` | Physical name. |");
  });
});
