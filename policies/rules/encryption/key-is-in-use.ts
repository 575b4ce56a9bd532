import { resourceRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";

export const keyIsInUse = resourceRule({
  name: "key-is-in-use",
  concern: "encryption",
  title: "Keys are enabled and have a policy of their own.",
  why: "By a disabled key nothing can be read. KMS's default policy lets no service publish to what the key encrypts, without a word.",
  mend: "Give the key a policy with statements, and leave isEnabled at true.",
  controls: ["kms.policy"],
  severity: "high",
  types: ["aws:kms/key:Key"],
  check(key, { report }) {
    if (key.flag("isEnabled") === false) report({ subject: key, property: "isEnabled", found: false, wanted: "true" });
    if ((statementsIn(key, "policy") ?? []).length === 0) {
      report({ subject: key, property: "policy", found: key.value("policy"), wanted: "a policy with statements" });
    }
  },
});
