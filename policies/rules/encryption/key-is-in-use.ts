import { resourceRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";

export const keyIsInUse = resourceRule({
  name: "key-is-in-use",
  concern: "encryption",
  description: "Keys are enabled and have a policy of their own.",
  rationale:
    "By a disabled key nothing can be read. KMS's default policy lets no service publish to what the key encrypts, without a word.",
  remediation: "Give the key a policy with statements, and leave isEnabled at true.",
  controls: ["kms.policy"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  check(key, { report }) {
    if (key.flag("isEnabled") === false) report(key, "isEnabled", false, "true");
    if ((statementsIn(key, "policy") ?? []).length === 0) {
      report(key, "policy", key.value("policy"), "a policy with statements");
    }
  },
});
