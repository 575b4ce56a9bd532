import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const functionEnvironmentEncryptedByCustomerKey = resourceRule({
  name: "function-environment-encrypted-by-customer-key",
  concern: "encryption",
  description: "Environment variables of functions are encrypted by a customer-managed key.",
  rationale:
    "Under Lambda's own key everybody who may read the function's configuration reads its environment in plain text.",
  remediation: "Set kmsKeyArn to the ARN of the stack's key, and let the function's role decrypt by it.",
  controls: ["lambda.environment-key"],
  severity: "medium",
  types: ["aws:lambda/function:Function"],
  check(resource, { report }) {
    const key = resource.text("kmsKeyArn");
    // A function without an environment has nothing that this key would encrypt.
    if (isCustomerKey(key) || resource.value("environment") === undefined) return;
    report(resource, "kmsKeyArn", key, "a customer-managed key");
  },
});
