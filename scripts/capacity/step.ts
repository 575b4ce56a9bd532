import { defaultOf, type QuotaName, quotaOf } from "../../aws/quotas";
import type { StackGraph } from "../cost/stack-graph";
import type { Work } from "./demand";

/** A limit on the way of an order, and what the orders need of it. */
export interface CapacityStep {
  /** What is limited, such as `orders-table, writes`. */
  readonly resource: string;
  readonly limit: number;
  /** What the limit counts, such as `requests a second`. */
  readonly unit: string;
  /** The quota of AWS with its code, or the setting that makes the limit; null where nothing can raise it. */
  readonly quota: string | null;
  /** Whether AWS or a setting can raise it. */
  readonly adjustable: boolean;
  readonly demand: number;
  /** Demand divided by the limit: above 1, it breaks. */
  readonly use: number;
  /** What to set, ask for or change. */
  readonly remedy: string;
  /** AWS's page about the limit. */
  readonly source?: string;
  /** The quota's value must be looked up in the account: it depends on it, or was not read in AWS's page. */
  readonly check?: true;
}

/** What the limits are derived from. */
export interface Shop {
  readonly graph: StackGraph;
  readonly region: string;
  /** Values of the account's quotas by code, where they are not the defaults. */
  readonly granted: ReadonlyMap<string, number>;
  readonly work: readonly Work[];
}

/** What the account has of a quota: AWS's default for the region, unless it was granted something else. */
export function limitOf({ region, granted }: Pick<Shop, "region" | "granted">, name: QuotaName): number {
  const quota = quotaOf(name);
  return granted.get(quota.code ?? "") ?? defaultOf(quota, region);
}

/** A limit of AWS. */
export function byQuota(
  shop: Pick<Shop, "region" | "granted">,
  name: QuotaName,
  given: Pick<CapacityStep, "resource" | "demand" | "remedy">,
): CapacityStep {
  const quota = quotaOf(name);
  const { resource, demand, remedy } = given;
  const limit = limitOf(shop, name);
  return {
    resource,
    limit,
    unit: quota.unit,
    quota: quota.code === undefined ? (quota.adjustable ? quota.name : null) : `${quota.name} (${quota.code})`,
    adjustable: quota.adjustable,
    demand,
    use: demand / limit,
    remedy,
    source: quota.source,
    ...(quota.unread === true && !shop.granted.has(quota.code ?? "") && { check: true as const }),
  };
}

/** A limit that a setting of the stack makes. */
export function bySetting(
  setting: string,
  given: Pick<CapacityStep, "resource" | "demand" | "limit" | "unit" | "remedy">,
): CapacityStep {
  return { ...given, quota: `setting ${setting}`, adjustable: true, use: given.demand / given.limit };
}
