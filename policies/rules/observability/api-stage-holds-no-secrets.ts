import * as z from "zod";
import { resourceRule } from "../../engine/define";

/** Shapes of credentials: access keys, private keys, tokens, addresses with a password. */
const secretValue =
  /AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN|\beyJ[\w-]{10,}\.|\bgh[opsu]_\w{20,}|:\/\/[^/\s:@]+:[^/\s@]+@/;

export const apiStageHoldsNoSecrets = resourceRule({
  name: "api-stage-holds-no-secrets",
  concern: "observability",
  title: "Variables of a stage hold no secrets.",
  why: "Stage variables are readable by everybody who may read the API, and appear in logs. Source: API Gateway's guide on stage variables.",
  mend: "Put the secret into Secrets Manager and let the function read it.",
  controls: ["api.stage-secrets"],
  severity: "critical",
  types: ["aws:apigateway/stage:Stage", "aws:apigateway/deployment:Deployment"],
  parameters: {
    names: z
      .string()
      .default("passw|secret|token|api_?key|private_?key|credential|authorization|access_?key")
      .describe("Regular expression for names that sound like a secret; cases do not matter."),
  },
  check(subject, { parameters, report }) {
    const suspicious = new RegExp(parameters.names, "i");
    const variables = new Map(Object.entries(Object(subject.value("variables"))));
    for (const [name, value] of variables) {
      if (!suspicious.test(name) && !(typeof value === "string" && secretValue.test(value))) continue;
      // Not the value: a message must not spread what it warns about.
      report({ subject, property: `variables.${name}`, found: "a value", wanted: "no secret" });
    }
  },
});
