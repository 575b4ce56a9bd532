import { expect } from "chai";
import { type PolicyCheck, policyReport, startPolicyCheck } from "../../../program/policies/background";
import type { Verdict } from "../../../program/policies/gate";

const verdict: Verdict = { stack: "local", rules: 169, resources: 560, seconds: 9, violations: [] };
const violation = { rule: "table-has-pitr", level: "mandatory", urn: "urn", message: "orders: must be on" } as const;

describe("the policy check in the background", () => {
  let check: PolicyCheck | undefined;
  afterEach(() => check?.stop());

  it("is one line when nothing is broken", () => {
    expect(policyReport({ verdict })).to.deep.equal({
      ok: true,
      line: "169 rules over 560 resources, none broken",
      details: "",
    });
  });

  it("counts and reports violations; advisory ones do not fail", () => {
    const advice = { ...violation, rule: "name-is-short", level: "advisory" } as const;
    const refused = policyReport({ verdict: { ...verdict, violations: [violation, advice] } });

    expect([refused.ok, refused.line]).to.deep.equal([
      false,
      "169 rules over 560 resources, 1 mandatory violations, 1 advisory",
    ]);
    expect(refused.details).to.contain("mandatory table-has-pitr\n    orders: must be on");
    expect(policyReport({ verdict: { ...verdict, violations: [advice] } }).ok).to.equal(true);
  });

  it("says why when it could not be made", () => {
    expect(policyReport({ failure: "the pack did not start" })).to.deep.equal({
      ok: false,
      line: "could not be checked",
      details: "the pack did not start",
    });
  });

  it("judges in a process of its own, which ends when it is stopped", async () => {
    check = startPolicyCheck("local", []);
    const outcome = await check.outcome;

    expect(outcome).to.have.property("verdict").that.includes({ stack: "local", resources: 0 });
    expect("verdict" in outcome && outcome.verdict.rules).to.be.greaterThan(100);
  });

  it("never rejects, whenever it is stopped", async () => {
    check = startPolicyCheck("local", []);
    await check.stop();

    expect(await check.outcome).to.deep.equal({ failure: "the check ended with SIGKILL" });
  });
});
