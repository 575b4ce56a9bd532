import type { Check } from "./check";
import { verdict } from "./check";

/** The whole program is up and every pipeline had traffic. */
export const wholeProgram: Check = {
  pipeline: "stack",
  ids: ["L1", "X16"],
  async look({ traffic }) {
    const { journal, api, stack } = traffic;
    const wrong = journal.placed.length > 0 ? [] : ["no order was placed"];
    return verdict(
      wrong,
      `${stack.deployment.resources} resources deployed in ${stack.deployment.seconds.toFixed(1)} s; ${api.sent()} requests sent to the address in the outputs`,
    );
  },
};

/** The policy pack has checked the deployed resources. */
export const policiesHold: Check = {
  pipeline: "stack",
  ids: ["X19"],
  needsPolicies: true,
  async look({ traffic }) {
    const outcome = await traffic.stack.policies?.outcome;
    if (outcome === undefined) return verdict(["the policy pack was not run"], "");
    if ("failure" in outcome) return verdict([`the policy pack could not be run: ${outcome.failure}`], "");
    const { verdict: said } = outcome;
    return verdict(
      said.violations.map(({ rule, message }) => `${rule}: ${message}`),
      `${said.rules} rules by Pulumi's own analyzer over the ${said.resources} resources and components that are deployed, none broken and none undecided, in ${said.seconds.toFixed(1)} s`,
    );
  },
};

/** The deployed resources are those that `index.ts` declares. */
export const sameProgram: Check = {
  pipeline: "stack",
  ids: ["L2", "X1"],
  async look({ traffic }) {
    const { outputs } = traffic;
    const suffix = outputs.stack.environmentSuffix;
    const expected = traffic.stack.target.bundled ? /^local$/ : /^local-[0-9a-z]{4}$/;
    const wrong = expected.test(suffix) ? [] : [`the stack's suffix is ${suffix}`];
    return verdict(
      wrong,
      "index.ts ran unchanged with Pulumi.local.yaml; only the addresses of issuer and chat room were set by the run",
    );
  },
};
