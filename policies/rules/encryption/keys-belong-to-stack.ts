import * as z from "zod";
import { stackRule } from "../../engine/define";
import { encryptedTypes, keyNamed, keyPathsOf } from "./keys/key-of";

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
        // What does not encrypt at all is another rule's matter; an alias or a ciphertext is nothing without its key.
        if (found === undefined ? !resource.type.startsWith("aws:kms/") : foreignKeys.includes(found)) continue;
        report(resource, property, found, "a key of this stack");
      }
    });
  },
});
