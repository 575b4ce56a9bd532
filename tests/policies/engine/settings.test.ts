import { expect } from "chai";
import * as z from "zod";
import { resourceRule } from "../../../policies/engine/define";
import { readSettings, SettingsError } from "../../../policies/engine/settings";

const rule = resourceRule({
  name: "sample",
  concern: "encryption",
  title: "A sample.",
  why: "For tests.",
  mend: "Mend it.",
  controls: ["sqs.key"],
  severity: "low",
  types: [],
  parameters: { minimumDays: z.int().min(1).max(3653).default(365) },
  check() {},
});
const reason = "Logs of dev are read for a week at most.";

function refusal(given: Readonly<Record<string, unknown>>): string {
  try {
    readSettings(rule, given);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("settings of a rule", () => {
  it("are the defaults beside the rule when nothing is configured", () => {
    expect(readSettings(rule, {})).to.deep.equal({ parameters: { minimumDays: 365 }, exemptions: [] });
  });

  it("take a parameter with the reason for it", () => {
    expect(readSettings(rule, { minimumDays: 7, reason }).parameters).to.deep.equal({ minimumDays: 7 });
  });

  it("refuse a parameter without a reason, naming rule and parameter", () => {
    expect(refusal({ minimumDays: 7 })).to.match(/'sample' changes minimumDays: 'reason' must say why/);
  });

  it("refuse a value out of bounds, naming key, bound and value", () => {
    expect(refusal({ minimumDays: 0, reason })).to.match(/minimumDays: .*>=1.*"minimumDays":0/);
  });

  it("refuse a key that the rule does not have", () => {
    expect(refusal({ minimumDay: 7, reason })).to.match(/minimumDay/);
  });

  it("refuse an exemption without a reason, or without a date", () => {
    expect(refusal({ exemptions: [{ resource: "queue", expires: "2030-01-01", reason: "because" }] })).to.match(
      /exemptions\.0\.reason: must say why/,
    );
    expect(refusal({ exemptions: [{ resource: "queue", reason, expires: "soon" }] })).to.match(
      /exemptions\.0\.expires/,
    );
  });
});
