import { expect } from "chai";
import { keys } from "../../../components/config/schema";
import { allRules } from "../../../policies/rules/all";
import { readPackConfig } from "../../../program/policies/config";
import { everything } from "../../support/everything";
import { grouped } from "./groups";
import { loosest, stageChoices } from "./stage-choices";
import { refusalOf, violationsOf } from "./trials";
import { allTrials, type Trial } from "./values";

const trial = (key: Trial["key"], raw: string): Trial => ({ path: key, key, raw });
const watched = JSON.stringify([{ name: "billing-invoices", averageDurationMs: 60_000 }]);

/** Values that documents name and that the pack once refused, with the number of its violations then. */
const found: readonly (readonly [trial: Trial, before: number])[] = [
  [trial("runbookBaseUrl", "https://runbooks.example.com"), 84],
  [trial("apiAccountRole", "false"), 1],
  [trial("watchedFunctions", watched), 15],
  [trial("authIssuer", "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI"), 1],
  [trial("authIssuer", "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_AbCdEfGhI"), 1],
];

/** Values that the pack refuses on purpose: the config says so itself, and names the rule. */
const refused: readonly (readonly [trial: Trial, rule: string])[] = [
  [trial("functionTimeoutSeconds", "60"), "function-sized-explicitly"],
  [trial("apiReservedConcurrency", "5"), "concurrency-bounded"],
  [trial("eventRetryAttempts", "0"), "event-target-has-dead-letters"],
];

describe("settings, held against the policy pack", () => {
  it("are tried at both ends and between, every one of them and every member", () => {
    const trials = allTrials();

    expect(new Set(trials.map(({ key }) => key))).to.deep.equal(new Set(Object.keys(keys)));
    expect(trials.length).to.be.greaterThan(400);
  });

  for (const stack of ["dev", "prod"] as const) {
    it(`pass in ${stack} where documents name them`, async () => {
      const values = found.map(([value]) => value);

      for (const value of values) expect(refusalOf(stack, [value]), value.raw).to.equal(undefined);
      for (const group of grouped(stack, values)) expect(await violationsOf(stack, group)).to.deep.equal([]);
    });

    it(`are refused by the config of ${stack}, by the rule's name, where the pack is stricter on purpose`, () => {
      for (const [value, rule] of refused) expect(refusalOf(stack, [value]), value.raw).to.include(`'${rule}'`);
    });

    it(`are all refused by the config of ${stack}, or pass`, async () => {
      const taken = allTrials().filter((value) => refusalOf(stack, [value]) === undefined);
      // Members of objects and numbers go together, few to a setting: these stacks are built. All others: npm run settings.
      const groups = grouped(stack, taken).filter((group, index) => index < 3 || (everything && group.some(isRare)));
      const violations: string[] = [];
      for (const group of groups)
        violations.push(...(await violationsOf(stack, group, loosest(readPackConfig(stack)))));

      expect(violations).to.deep.equal([]);
    });
  }

  it("leave to the stages only what a rule's parameters are for, each for a value that another stage refuses", async () => {
    for (const { keys: names, rule, parameters } of stageChoices) {
      const known = allRules.find(({ name }) => name === rule)?.parameters.shape ?? {};

      expect(Object.keys(known)).to.include.members(Object.keys(parameters));
      expect(Object.keys(keys)).to.include.members([...names]);
    }
    const strict = await violationsOf("prod", [
      ...[trial("logRetentionDays", "30"), trial("logLevel", "DEBUG"), trial("corsAllowedOrigins", '["*"]')],
      ...[trial("senderIdentity", "orders@example.com"), trial("retainData", "false"), trial("alertEmail", "a@b.co")],
      ...[trial("simulatorEnabled", "true"), trial("sesSandbox", "true"), trial("cloudTrailDataEvents", "false")],
      ...[trial("backupEnabled", "false"), trial("budgetEnabled", "false"), trial("wafEnabled", "false")],
    ]);
    const untested = await violationsOf("prod", [trial("backupRestoreTests", "false")]);
    const rules = new Set([...strict, ...untested].map((text) => text.slice(0, text.indexOf(":"))));

    const expected = stageChoices.map(({ rule }) => rule).filter((rule) => rule !== "concurrency-bounded");
    expect([...rules].sort()).to.deep.equal(expected.sort());
  });
});

/** Lists of objects cannot go together: each of their members is tried by itself. */
function isRare({ key }: Trial): boolean {
  return key === "watchedFunctions";
}
