import * as z from "zod";
import { stackRule } from "../../engine/define";
import { encryptedTypes, keyNamed, keyPathsOf } from "./keys/key-of";

export const keysBelongToStack = stackRule({
  name: "keys-belong-to-stack",
  concern: "encryption",
  title: "Every key that a resource names is a key of this stack.",
  why: "A mistyped key is found only when AWS refuses it, and by a key from elsewhere others decide who reads and whether the data can still be read tomorrow.",
  mend: "Name the stack's key by reference, or list the ARN of the foreign key in foreignKeys with the reason.",
  controls: ["key.publishers"],
  severity: "high",
  parameters: {
    foreignKeys: z.array(z.string()).default([]).describe("ARNs or aliases of keys of other stacks that may be named."),
  },
  async check(stack, { each, report, parameters: { foreignKeys } }) {
    await each(stack.ofType(...encryptedTypes), (subject) => {
      for (const property of keyPathsOf(subject)) {
        if (keyNamed(stack, subject, property) !== undefined) continue;
        const found = subject.text(property);
        // What does not encrypt at all is another rule's matter; an alias or a ciphertext is nothing without its key.
        if (found === undefined ? !subject.type.startsWith("aws:kms/") : foreignKeys.includes(found)) continue;
        report({ subject, property, found, wanted: "a key of this stack" });
      }
    });
  },
});
