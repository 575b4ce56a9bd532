import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { replacements } from "../../../aws/replacement/all";
import { adapters } from "../../../local/deploy/adapters/all";
import { declaredOnly } from "../../../local/deploy/declared-only";
import { declaredResources } from "../../../program/graph/build-graph";
import { domainSettings } from "../../support/domain-settings";
import { networkSettings } from "../../support/network-settings";
import { provisionerOf, run, thingAdapter } from "./fakes";

describe("what the local run only declares", () => {
  it("is made of nothing, has ids and ARNs, and is said once in the report, whatever it has", async () => {
    const provisioner = provisionerOf(thingAdapter());

    const { outputs } = await run(provisioner, () => {
      const vault = new aws.backup.Vault("vault", { name: "vault" });
      const plan = new aws.backup.Plan("plan", {
        rules: [{ ruleName: "daily", targetVaultName: vault.name, schedule: "cron(0 3 * * ? *)" }],
      });
      new aws.budgets.Budget("month", { budgetType: "COST", timeUnit: "MONTHLY" });
      return { vault: vault.arn, plan: plan.id };
    });

    expect(outputs.vault).to.equal("arn:aws:backup:eu-central-1:000000000000:backup-vault:vault");
    expect(outputs.plan).to.match(/^[0-9a-f-]{36}$/);
    expect([...provisioner.ignored].map((text) => text.slice(0, text.indexOf(":")))).to.deep.equal([
      "AWS Backup",
      "AWS Budgets and Cost Anomaly Detection",
    ]);
  });

  it("leaves no type of a stack with everything switched on unknown, and names none that has an adapter", async () => {
    const everything = await declaredResources("prod", {
      ...{ costAnomaliesEnabled: "true", backupRegionSettings: "true", webhookUrl: "https://hooks.example.com/room" },
      ...domainSettings,
      ...networkSettings,
      ...{ simulatorEnabled: "true", rollout: '{"strategy":"linear","percent":25,"minutes":4}' },
    });
    const types = new Set(
      everything.flatMap(({ type, custom }) => (custom && !type.startsWith("pulumi:") ? [type] : [])),
    );

    expect([...types].filter((type) => !adapters.has(type) && !declaredOnly.has(type))).to.deep.equal([]);
    expect([...declaredOnly.keys()].filter((type) => adapters.has(type))).to.deep.equal([]);
    // Of what stacks have: a type that nothing declares has no adapter to be missed.
    const known = Object.keys(replacements);
    expect(known.filter((type) => declaredOnly.has(type)).length).to.equal(
      [...types].filter((type) => declaredOnly.has(type)).length,
    );
  });
});
