import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { packConfigFile, readPackConfig } from "../../program/policies/config";
import { judgeResources } from "../../program/policies/gate";
import { deployedStacks } from "../support/policies/program";
import { sharedAnalyzer } from "../support/policies/rule-cases";

describe("the program, by the policy pack as Pulumi's engine runs it", () => {
  for (const { title, configuredAs, resources, variants = [] } of deployedStacks) {
    const config = configuredAs === undefined ? {} : readPackConfig(configuredAs);

    it(`holds to every rule in ${title} with its configuration, and every rule could decide`, async () => {
      const found = await judgeResources(await sharedAnalyzer(), await resources(), config);

      expect(found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`)).to.deep.equal([]);
      expect((await resources()).length).to.be.greaterThan(40);
    });

    it(`needs of the configuration of ${title} exactly what is there`, async () => {
      const analyzer = await sharedAnalyzer();
      const each = [resources, ...variants].map(async (made) => judgeResources(analyzer, await made(), {}));
      const found = (await Promise.all(each)).flat();

      expect([...new Set(found.map(({ level, rule }) => `${level} ${rule}`))].toSorted()).to.deep.equal(
        Object.keys(config).map((rule) => `mandatory ${rule}`),
      );
    });
  }

  it("needs no configuration in production: the defaults are meant for it", () => {
    expect(readPackConfig("prod")).to.deep.equal({});
  });

  it("is configured in every workflow by the file that the gate reads", () => {
    const folder = join(projectRoot, ".github", "workflows");
    const given = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8").replaceAll("pr-$PULL_REQUEST", "pr-7");
      return Array.from(
        text.matchAll(
          /--stack "?([\w$-]+)"?[^:]*?--policy-pack policies\s+(?:\\\s+)?--policy-pack-config "?([\w/$.-]+)"?/g,
        ),
        ([, stack = "", config]) => ({ stack, config }),
      );
    });

    expect(given.map(({ stack }) => stack)).to.have.members(["dev", "prod", "pr-7", "$STACK"]);
    for (const { stack, config } of given) expect(config).to.equal(`policies/config/${packConfigFile(stack)}`);
  });
});
