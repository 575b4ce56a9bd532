import { readdirSync } from "node:fs";
import { projectName, projectRoot } from "../../launch/project-root.cjs";
import { loadStackConfig } from "../../program/config";
import { buildGraph } from "../../program/graph/build-graph";
import { defaultOrdersPerMonth } from "../cost/assumptions";
import { estimateCost } from "../cost/estimate";

/** File of the estimates that limits of budgets come from, in the project. */
export const estimatesFile = "components/config/estimates.json";

/** A month of each stack whose file switches its budget on, by `environmentSuffix`: the default month of `npm run cost`, in whole USD, so that a cent more is no change. */
export async function monthEstimates(): Promise<
  Readonly<Record<string, { readonly ordersPerMonth: number; readonly monthUsd: number }>>
> {
  const stacks = readdirSync(projectRoot).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
  const found: [string, { readonly ordersPerMonth: number; readonly monthUsd: number }][] = [];
  for (const stack of stacks.toSorted()) {
    const { values, region } = loadStackConfig(stack, {});
    if (values[`${projectName}:budgetEnabled`] !== "true") continue;
    // A budget is free, and its limit is what is being asked for.
    const { monthUsd } = estimateCost(
      stack,
      region,
      await buildGraph(stack, { budgetEnabled: "false" }),
      defaultOrdersPerMonth,
    );
    const suffix = values[`${projectName}:environmentSuffix`] ?? stack;
    found.push([suffix, { ordersPerMonth: defaultOrdersPerMonth, monthUsd: Math.ceil(monthUsd) }]);
  }
  return Object.fromEntries(found);
}
