import { expect } from "chai";
import * as z from "zod";
import { resourceRule } from "../../../policies/engine/define";
import { readSettings, SettingsError } from "../../../policies/engine/settings";

const rule = resourceRule({
  name: "sample",
  concern: "encryption",
  description: "A sample.",
  rationale: "For tests.",
  remediation: "Fix it.",
  controls: ["sqs.key"],
  severity: "low",
  types: [],
  parameters: {
    minimumDays: z.int().min(1).max(3653).default(365),
    tags: z.record(z.string(), z.array(z.string())).default({ Project: ["a", "b"], Stack: [] }),
  },
  check() {},
});
const tags = { Project: ["a", "b"], Stack: [] };
const reason = "Logs of dev are read for a week at most.";

const expires = "2027-02-01";
const on = { today: "2026-02-01" };

function refusal(given: Readonly<Record<string, unknown>>): string {
  try {
    readSettings(rule, given, on);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("settings of a rule", () => {
  it("are the defaults beside the rule when nothing is configured", () => {
    expect(readSettings(rule, {})).to.deep.equal({ parameters: { minimumDays: 365, tags }, exemptions: [] });
  });

  it("count what equals its default as not given, whatever the order of its keys: the engine gives every default", () => {
    const shuffled = { tags: { Stack: [], Project: ["a", "b"] }, exemptions: [], minimumDays: 365.0 };

    expect(readSettings(rule, shuffled, on).parameters).to.deep.equal({ minimumDays: 365, tags });
    expect(refusal({ tags: { Project: ["b", "a"], Stack: [] } })).to.match(/changes tags: 'reason' must say why/);
    expect(refusal({ tags: { Project: ["a", "b"] } })).to.match(/changes tags/);
  });

  it("take null for not given", () => {
    expect(readSettings(rule, { minimumDays: null, reason: null }, on).parameters).to.deep.equal({
      minimumDays: 365,
      tags,
    });
  });

  it("take a parameter with the reason for it", () => {
    expect(readSettings(rule, { minimumDays: 7, reason, expires }, on).parameters).to.deep.equal({
      minimumDays: 7,
      tags,
    });
  });

  it("refuse a parameter without a reason, naming rule and parameter", () => {
    expect(refusal({ minimumDays: 7 })).to.match(/'sample' changes minimumDays: 'reason' must say why/);
  });

  it("refuse a parameter without an expiry, with one that is over, and with one more than a year ahead", () => {
    expect(refusal({ minimumDays: 7, reason })).to.match(
      /changes minimumDays: 'expires' must say until which day, 2027-02-01/,
    );
    expect(refusal({ minimumDays: 7, reason, expires: "2026-01-31" })).to.match(
      /that expired on 2026-01-31, and today is/,
    );
    expect(refusal({ minimumDays: 7, reason, expires: "2027-02-02" })).to.match(
      /may be a year ahead at most, 2027-02-01/,
    );
    expect(refusal({ minimumDays: 7, reason, expires: "2026-02-01" })).to.equal("accepted");
  });

  it("refuse a value out of bounds, naming key, bound and value", () => {
    expect(refusal({ minimumDays: 0, reason })).to.match(/minimumDays: .*>=1; 0 is given/);
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
