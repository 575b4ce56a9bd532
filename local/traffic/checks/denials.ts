import { describeDenial, findDenials } from "../evidence/denials";
import type { Evidence } from "../evidence/evidence";
import { functionNames } from "../evidence/evidence";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Under its declared role, every function could do what it had to. */
export const noDenials: Check = {
  pipeline: "stack",
  ids: ["X4"],
  async look({ traffic, evidence }) {
    const denials = await denialsIn(traffic, evidence);
    return verdict(
      denials,
      `${functionNames(traffic).length} functions worked under their declared roles; IAM denied none of their calls`,
    );
  },
};

/** What functions were denied, in words. */
export async function denialsIn(traffic: Traffic, evidence: Evidence): Promise<readonly string[]> {
  const found = findDenials(await evidence.errors(), await evidence.logs());
  return Promise.all(found.map(async (denial) => `access denied: ${await describeDenial(traffic, denial)}`));
}
