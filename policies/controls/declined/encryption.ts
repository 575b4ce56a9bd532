import type { Declined } from "../declined";

/** Encryption controls that the pack does not check. */
export const declinedEncryption: readonly Declined[] = [
  {
    control: "lambda.code-signing",
    reason:
      "Bundles are made by the deployment itself, bit-identical on every build, and only its role may change a function's code: a signature by the same role would prove nothing more. A signing service of its own is worth it when others hand in code.",
  },
];
