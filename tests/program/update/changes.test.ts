// X22: every setting and every kind of change of the program, applied to what is deployed.
import { expect } from "chai";
import type { Config } from "../../../components/config/schema";
import { declaredResources } from "../../../program/graph/build-graph";
import { updateProblems } from "../../../program/update/problems";
import { codeChanges } from "../../../scripts/upgrading/code-changes";
import { grouped } from "../../policies/settings/groups";
import { overridesOf, refusalOf } from "../../policies/settings/trials";
import { allTrials, type Trial } from "../../policies/settings/values";
import { everything } from "../../support/everything";

const stacks = ["prod", "dev", "local"] as const;

/** Problems that a change of a setting may have: docs/upgrading.md says what to do before. Any other is a bug. */
const expected: Readonly<Partial<Record<keyof Config, readonly string[]>>> = {
  alertEmail: ["asks people: monitoring-alerts-email"],
  notificationEmail: ["asks people: notifications-email"],
  senderAddress: ["asks people: confirmations-sender-identity"],
  senderIdentity: ["asks people: confirmations-sender-identity"],
  apiAccountRole: ["", "-policy", "-role"].map((part) => `left in AWS: orders-api-account${part}`),
  // Only where data is not retained: else it is protected.
  simulatorEnabled: ["loses data: monitoring-simulator-logs", "refused in the preview: monitoring-simulator-logs"],
  network: ["loses data: backoffice-network-flows-logs", "refused in the preview: backoffice-network-flows-logs"],
  wafEnabled: ["loses data: orders-web-acl-logs", "refused in the preview: orders-web-acl-logs"],
  backupEnabled: ["refused in the preview: monitoring-backup-vault"],
  cloudTrailDataEvents: [
    "refused in the preview: monitoring-trail-bucket",
    ...["access", "encryption", "expiry", "ownership", "policy", "versions"].map(
      (part) => `left in AWS: monitoring-trail-bucket-${part}`,
    ),
  ],
};

describe("an update of a deployed stack", () => {
  for (const stack of stacks) {
    it(`loses and clashes with nothing in ${stack}, whatever setting is changed, but for what is documented`, async () => {
      // Another suffix is another stack.
      const taken = allTrials().filter(
        (trial) => trial.key !== "environmentSuffix" && refusalOf(stack, [trial]) === undefined,
      );
      const groups = grouped(stack, taken);
      const deployed = await declaredResources(stack, {});
      const found: string[] = [];
      for (const group of everything ? groups : groups.slice(0, 2)) {
        const changed = await declaredResources(stack, overridesOf(group));
        const problems = [...updateProblems(deployed, changed), ...updateProblems(changed, deployed)];
        const allowed = group.flatMap(({ key }) => expected[key] ?? []);
        found.push(
          ...problems
            .map(({ kind, name }) => `${kind}: ${name}`)
            .filter((problem) => !allowed.includes(problem))
            .map((problem) => `${problem} (one of ${labels(group)})`),
        );
        if (stack === "prod") expect(problems.filter(({ kind }) => kind === "loses data")).to.deep.equal([]);
      }

      expect(found).to.deep.equal([]);
      expect(groups.flat().length).to.equal(taken.length);
    });

    it(`of ${stack} meets a change of the program, of any resource, without a loss that nobody asked for`, async () => {
      const deployed = await declaredResources(stack, {});
      const lost: string[] = [];
      for (const { title, changes } of codeChanges) {
        const all = changes(deployed);
        expect(all.length, title).to.be.greaterThan(0);
        for (const change of all) {
          const problems = updateProblems(change.deployed, change.declared);
          // Then nothing of it is done.
          if (problems.some(({ kind }) => kind === "refused in the preview")) continue;
          if (problems.some(({ kind }) => kind === "loses data")) lost.push(title);
        }
      }

      // Who takes a table out of a stack that retains nothing, or names it anew, asks for it. All else keeps its data everywhere.
      const asked = ["The same without `aliases`", "A physical name changes", "A function, queue, topic, table"];
      expect(lost.filter((title) => stack === "prod" || !asked.some((start) => title.startsWith(start)))).to.deep.equal(
        [],
      );
      expect(new Set(lost).size).to.equal(stack === "prod" ? 0 : asked.length);
    });
  }
});

function labels(group: readonly Trial[]): string {
  const keys = [...new Set(group.map(({ key }) => key))];
  return keys.join(", ");
}
