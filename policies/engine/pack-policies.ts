// The pack's own policies: they report on its configuration and on rules that could not decide, not on resources.
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Finding, together } from "./judge";
import { reportFinding } from "./report";
import type { PackRun } from "./run";

/** Names of the policies below. No rule may use one of them, and no configuration switches them off. */
export const packPolicyNames = {
  configuration: "configuration-is-accounted-for",
  exemptions: "exemptions-name-resources",
  waiting: "rules-could-decide",
} as const;

/** Reports what is wrong with the configuration, once per run, with the first resource: before anything is created. */
export function configurationPolicy(run: PackRun): ResourceValidationPolicy {
  return {
    name: packPolicyNames.configuration,
    description: "The pack's configuration fits its rules, and gives reason and expiry for all that it loosens.",
    enforcementLevel: "mandatory",
    severity: "high",
    validateResource: (_, report) => {
      for (const message of run.problems()) reportFinding(report, { message });
    },
  };
}

/** Reports exemptions of resources that the stack does not have: a mistyped name, or a resource that has been removed. */
export function exemptionsPolicy(run: PackRun): StackValidationPolicy {
  return {
    name: packPolicyNames.exemptions,
    description: "Every exemption is of a resource that the stack has.",
    enforcementLevel: "mandatory",
    severity: "medium",
    validateStack: ({ resources }, report) => {
      const names = new Set(resources.map(({ name }) => name));
      for (const { rule, resource } of run.exemptions()) {
        if (names.has(resource)) continue;
        const message = `The configuration of '${rule.name}' exempts '${resource}', which the stack does not have: take it out, or write its logical name.`;
        reportFinding(report, { message });
      }
    },
  };
}

/** Up to this many undecided rules are named without `details`: a first preview knows few values, and a list of eighty hides the rest. */
const FEW = 10;

/**
 * Lists in one note the rules that could not decide. Must be the last policy of the pack, so that every rule has run.
 *
 * @param details whether each rule is named, however many there are
 */
export function waitingPolicy(run: PackRun, details: boolean): StackValidationPolicy {
  return {
    name: packPolicyNames.waiting,
    description: "Every rule could decide.",
    enforcementLevel: "mandatory",
    severity: "low",
    validateStack: (_, report) => {
      const waiting = run.waiting();
      if (waiting.length === 0) return;
      // Advisory: an undecided rule must not stop a first preview, but must not go unreported either.
      reportFinding(report, { message: waitingText(waiting, details), enforcementLevel: "advisory" });
    },
  };
}

function waitingText(waiting: readonly Finding[], details: boolean): string {
  const names = [...new Set(waiting.map(({ rule }) => rule.name))];
  const sum = `${names.length} ${names.length === 1 ? "rule waits" : "rules wait"} for values that AWS makes: they are judged at deployment.`;
  if (!details && names.length > FEW)
    return `${sum} With BACKOFFICE_POLICY_DETAILS=1 (npm run policies: --details) each is named.`;
  const lines = names.map(
    (name) => `- ${name}: ${together(waiting.filter(({ rule }) => rule.name === name))?.message}`,
  );
  return [sum, ...lines].join("\n");
}
