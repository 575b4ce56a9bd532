import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { isUnknown } from "../../engine/unknown";
import { promisesSecret, secretIn } from "./secrets/recognize";

export const environmentHoldsNoSecrets = resourceRule({
  name: "environment-holds-no-secrets",
  concern: "encryption",
  description: "No environment variable of a function holds a secret in plain text.",
  rationale:
    "Everybody who may read a function's configuration reads its environment, and it stands in the stack's state and in every published version.",
  remediation:
    "Pass the secret as KMS ciphertext in a variable that ends in _CIPHERTEXT, or the ARN of a secret that the function reads.",
  controls: ["lambda.environment-secrets"],
  severity: "critical",
  types: ["aws:lambda/function:Function"],
  parameters: {
    ciphertextNames: z
      .string()
      .default("(^|_)CIPHERTEXT$")
      .describe("Regular expression of the names of variables whose value is KMS ciphertext in base64."),
  },
  check(lambda, { report, parameters: { ciphertextNames } }) {
    const ciphertext = new RegExp(ciphertextNames);
    const values = Object(lambda.value("environment.variables"));
    const names = lambda.keys("environment.variables");
    for (const name of names) {
      const value: unknown = Reflect.get(values, name);
      if (typeof value !== "string" || isUnknown(value)) continue;
      const secret = secretIn(name, value, ciphertext.test(name));
      if (secret === undefined) continue;
      const wanted = "no secret in plain text";
      // The value itself must not get into a log by this message.
      report(lambda, `environment.variables.${name}`, secret, wanted);
    }
    // What is not known yet is made by another resource: mostly a name, but by its own name it may be a secret.
    for (const name of names.filter(promisesSecret)) lambda.value(`environment.variables.${name}`);
  },
});
