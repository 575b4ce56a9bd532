// What the pack says about itself, besides what its rules say about resources.
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type Finding, together } from "./judge";
import { reportFinding } from "./report";
import type { PackRun } from "./run";

/** Names of the policies below: no rule may have one of them, and no configuration switches them off. */
export const packPolicyNames = {
  configuration: "configuration-is-accounted-for",
  exemptions: "exemptions-name-resources",
  waiting: "rules-could-decide",
} as const;

/** Reports what is wrong with the configuration, once, with the first resource: before anything is created. */
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

/** Refuses exemptions that exempt nothing: a mistyped name, or a resource that has gone. */
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

/** At most so many rules are named without being asked for: a first preview knows little, and eighty notes say less than one. */
const FEW = 10;

/**
 * Says in one note which rules could not decide. Must be the last policy of the pack.
 *
 * @param details whether each is named, however many there are
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
      // What could not be decided must not stop a first preview, and must not be silent either.
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
