import * as z from "zod";
import { resourceRule } from "../../engine/define";

/** Shapes of credentials: access keys, private keys, tokens, addresses with a password. */
const secretValue =
  /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN|\beyJ[\w-]{10,}\.|\bgh[opsu]_\w{20,}|:\/\/[^/\s:@]+:[^/\s@]+@/;

export const apiStageHoldsNoSecrets = resourceRule({
  name: "api-stage-holds-no-secrets",
  concern: "observability",
  description: "Variables of a stage hold no secrets.",
  rationale:
    "Stage variables are readable by everybody who may read the API, and appear in logs. Source: API Gateway's guide on stage variables.",
  remediation: "Put the secret into Secrets Manager and let the function read it.",
  controls: ["api.stage-secrets"],
  severity: "critical",
  types: ["aws:apigateway/stage:Stage", "aws:apigateway/deployment:Deployment"],
  parameters: {
    names: z
      .string()
      .default("passw|secret|token|api_?key|private_?key|credential|authorization|access_?key")
      .describe("Regular expression for names that sound like a secret; cases do not matter."),
  },
  check(resource, { parameters, report }) {
    const suspicious = new RegExp(parameters.names, "i");
    const variables = new Map(Object.entries(Object(resource.value("variables"))));
    for (const [name, value] of variables) {
      if (!suspicious.test(name) && !(typeof value === "string" && secretValue.test(value))) continue;
      // Not the value: a message must not spread what it warns about.
      report(resource, `variables.${name}`, "a value", "no secret");
    }
  },
});
