import { resourceRule } from "../../engine/define";
import { isCustomerKey } from "./keys/customer-key";

export const functionEnvironmentEncryptedByCustomerKey = resourceRule({
  name: "function-environment-encrypted-by-customer-key",
  concern: "encryption",
  title: "Environment variables of functions are encrypted by a customer-managed key.",
  why: "Under Lambda's own key everybody who may read the function's configuration reads its environment in plain text.",
  mend: "Set kmsKeyArn to the ARN of the stack's key, and let the function's role decrypt by it.",
  controls: ["lambda.environment-key"],
  severity: "medium",
  types: ["aws:lambda/function:Function"],
  check(subject, { report }) {
    const key = subject.text("kmsKeyArn");
    // A function without an environment has nothing that this key would encrypt.
    if (isCustomerKey(key) || subject.value("environment") === undefined) return;
    report({ subject, property: "kmsKeyArn", found: key, wanted: "a customer-managed key" });
  },
});
