import { functionNamesOf } from "../../../ops/stack/outputs";
import { describeDenial, findDenials } from "../evidence/denials";
import type { Evidence } from "../evidence/evidence";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Every function had the rights that it needed under its declared role. */
export const noDenials: Check = {
  pipeline: "stack",
  ids: ["X4"],
  async look({ traffic, evidence }) {
    const denials = await denialsIn(traffic, evidence);
    return verdict(
      denials,
      `${functionNamesOf(traffic.outputs).length} functions worked under their declared roles; IAM denied none of their calls`,
    );
  },
};

/** Denied calls of functions, as text. */
export async function denialsIn(traffic: Traffic, evidence: Evidence): Promise<readonly string[]> {
  const found = findDenials(await evidence.errors(), await evidence.logs());
  return Promise.all(found.map(async (denial) => `access denied: ${await describeDenial(traffic, denial)}`));
}
