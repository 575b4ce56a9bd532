import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { encryptedTypes, keyNamed, keyPathsOf } from "../../kms/key-of";

export const keyIsInUse = resourceRule({
  name: "key-is-in-use",
  concern: "encryption",
  description: "Keys are enabled and have a policy of their own.",
  rationale:
    "By a disabled key nothing can be read. KMS's default policy lets no service publish to what the key encrypts, without a word.",
  remediation: "Give the key a policy with statements, and leave isEnabled at true.",
  controls: ["kms.policy"],
  severity: "high",
  types: [awsTypes.kms.key],
  check(key, { report }) {
    if (key.flag("isEnabled") === false) report(key, "isEnabled", false, "true");
    if ((statementsIn(key, "policy") ?? []).length === 0) {
      report(key, "policy", key.value("policy"), "a policy with statements");
    }
  },
});

export const keyIsSymmetricAndRegional = resourceRule({
  name: "key-is-symmetric-and-regional",
  concern: "encryption",
  description: "Keys encrypt and decrypt, are symmetric, and stay in their region.",
  rationale:
    "Tables, queues, topics and logs take symmetric keys only, and only these rotate; a multi-region key can be copied to where nobody watches it. None of the three can be changed later.",
  remediation: "Leave keyUsage, customerMasterKeySpec and multiRegion out.",
  controls: ["kms.rotation", "kms.policy"],
  severity: "high",
  types: [awsTypes.kms.key],
  parameters: {
    multiRegion: z.boolean().default(false).describe("Whether a key may be copied to other regions."),
  },
  check(key, { report, parameters: { multiRegion } }) {
    for (const [property, wanted] of [
      ["customerMasterKeySpec", "SYMMETRIC_DEFAULT"],
      ["keyUsage", "ENCRYPT_DECRYPT"],
    ] as const) {
      const found = key.text(property);
      if (found !== undefined && found !== wanted) report(key, property, found, wanted);
    }
    if (key.flag("multiRegion") === true && !multiRegion) report(key, "multiRegion", true, "false");
  },
});

export const keyKeepsLockoutCheck = resourceRule({
  name: "key-keeps-lockout-check",
  concern: "encryption",
  description: "KMS's check against locking everybody out stays on.",
  rationale:
    "Without it KMS takes a policy that nobody can ever change again, and only AWS's support can help, if at all.",
  remediation: "Leave bypassPolicyLockoutSafetyCheck out.",
  controls: ["kms.lockout"],
  severity: "high",
  types: [awsTypes.kms.key],
  check(key, { report }) {
    if (key.flag("bypassPolicyLockoutSafetyCheck") !== true) return;
    report(key, "bypassPolicyLockoutSafetyCheck", true, "false");
  },
});

export const keyRotates = resourceRule({
  name: "key-rotates",
  concern: "encryption",
  description: "Keys are rotated every year.",
  rationale:
    "KMS does not rotate a customer's key by default; if one key is never rotated and leaks, all data encrypted with it is exposed.",
  remediation: "Set enableKeyRotation to true.",
  controls: ["kms.rotation"],
  severity: "medium",
  types: [awsTypes.kms.key],
  parameters: {
    maximumDays: z.number().int().min(90).max(2560).default(365).describe("Longest time between rotations, in days."),
  },
  check(key, { report, parameters: { maximumDays } }) {
    // KMS rotates only symmetric keys with key material of its own; a key that names no spec is SYMMETRIC_DEFAULT.
    const spec = key.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
    if (spec !== "SYMMETRIC_DEFAULT") return;
    const rotates = key.flag("enableKeyRotation");
    if (rotates !== true) report(key, "enableKeyRotation", rotates, "true");
    const days = key.number("rotationPeriodInDays") ?? 365;
    if (days > maximumDays) {
      report(key, "rotationPeriodInDays", days, `at most ${maximumDays}`);
    }
  },
});

export const keyWaitsBeforeDeletion = resourceRule({
  name: "key-waits-before-deletion",
  concern: "encryption",
  description: "A key that is to be deleted waits long enough to change one's mind.",
  rationale: "Everything that a deleted key encrypts is lost for good. KMS waits 7 to 30 days.",
  remediation: "Set deletionWindowInDays to 30, or leave it out.",
  controls: ["kms.deletion"],
  severity: "high",
  types: [awsTypes.kms.key],
  parameters: { minimumDays: z.number().int().min(7).max(30).default(30).describe("Shortest waiting time, in days.") },
  check(key, { report, parameters: { minimumDays } }) {
    // KMS's default is 30 days.
    const days = key.number("deletionWindowInDays") ?? 30;
    if (days >= minimumDays) return;
    report(key, "deletionWindowInDays", days, `at least ${minimumDays}`);
  },
});

export const keysBelongToStack = stackRule({
  name: "keys-belong-to-stack",
  concern: "encryption",
  description: "Every key that a resource names is a key of this stack.",
  rationale:
    "A mistyped key is found only when AWS refuses it, and by a key from elsewhere others decide who reads and whether the data can still be read tomorrow.",
  remediation: "Name the stack's key by reference, or list the ARN of the foreign key in foreignKeys with the reason.",
  controls: ["key.publishers"],
  severity: "high",
  parameters: {
    foreignKeys: z.array(z.string()).default([]).describe("ARNs or aliases of keys of other stacks that may be named."),
  },
  async check(stack, { each, report, parameters: { foreignKeys } }) {
    await each(stack.ofType(...encryptedTypes), (resource) => {
      for (const property of keyPathsOf(resource)) {
        if (keyNamed(stack, resource, property) !== undefined) continue;
        const found = resource.text(property);
        // Other rules report resources without encryption; only an alias and a ciphertext must always have a key.
        if (found === undefined ? !resource.type.startsWith("aws:kms/") : foreignKeys.includes(found)) continue;
        report(resource, property, found, "a key of this stack");
      }
    });
  },
});
