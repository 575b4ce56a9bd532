import { PolicyPack } from "@pulumi/policy";
import { onConfigure } from "./engine/configured";
import { dayText, readDay } from "./engine/day";
import { configurationPolicy, exemptionsPolicy, packPolicyNames, waitingPolicy } from "./engine/pack-policies";
import { PackRun } from "./engine/run";
import { toPolicy } from "./engine/to-policy";
import { unpackOnce } from "./engine/unpack-once";
import { allRules } from "./rules/all";

// The only two settings that the pack reads from the environment; see docs/policies.md.
const { BACKOFFICE_POLICY_DETAILS: details, BACKOFFICE_POLICY_DAY: day } = process.env;

const fixedDay = day === undefined || day === "" ? undefined : readDay("BACKOFFICE_POLICY_DAY", day);

const ownPolicies = Object.values(packPolicyNames);
const run = new PackRun({ rules: allRules, ownPolicies, today: () => fixedDay ?? dayText(new Date()) });
onConfigure(ownPolicies, (given) => run.begin(given));

unpackOnce();
// Starts the policy server for Pulumi, or for this project's gate. The pack's version comes from package.json beside this file.
new PolicyPack("backoffice", {
  enforcementLevel: "mandatory",
  policies: [
    configurationPolicy(run),
    ...allRules.map((rule) => toPolicy(rule, run)),
    exemptionsPolicy(run),
    waitingPolicy(run, details !== undefined && details !== "" && details !== "0"),
  ],
});
