import estimates from "./estimates.json";
import type { Config } from "./schema";

/** What a month of a stack costs by `npm run cost`, with the orders that it counts with by default. */
interface MonthEstimate {
  readonly ordersPerMonth: number;
  /** Whole USD, rounded up. */
  readonly monthUsd: number;
}

/** By `environmentSuffix`; written by `npm run budgets`. */
const estimateBySuffix: Readonly<Record<string, MonthEstimate>> = estimates;

type BudgetSettings = Pick<Config, "budgetEnabled" | "budgetUsd" | "budgetFactor" | "environmentSuffix">;

/** The limit of a stack's monthly budget. */
export interface BudgetLimit {
  /** Whole USD. */
  readonly usd: number;
  /** Where it comes from, as one line. */
  readonly basis: string;
}

/**
 * The limit that the settings give: `budgetUsd`, else the estimate times `budgetFactor`, rounded up. Undefined without a budget, and
 * where there is neither.
 */
export function budgetLimit(settings: BudgetSettings): BudgetLimit | undefined {
  const { budgetEnabled, budgetUsd, budgetFactor, environmentSuffix } = settings;
  if (!budgetEnabled) return undefined;
  if (budgetUsd !== undefined) return { usd: budgetUsd, basis: "budgetUsd" };
  const estimate = estimateBySuffix[environmentSuffix];
  if (estimate === undefined) return undefined;
  const { monthUsd, ordersPerMonth } = estimate;
  return {
    usd: Math.ceil(monthUsd * budgetFactor),
    basis: `${budgetFactor} times the ${monthUsd} USD that npm run cost estimates with ${ordersPerMonth.toLocaleString("en-US")} orders`,
  };
}
