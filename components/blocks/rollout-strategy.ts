import type { Config } from "../config/schema";
import { type LogicalName, SHARED } from "../naming";

/** Settings of a roll-out. */
export type RolloutSettings = NonNullable<Config["rollout"]>;

/** How CodeDeploy shifts the calls: by a configuration that AWS has, or by one of our own. */
export type Strategy =
  | { readonly predefined: string }
  | {
      readonly logicalName: LogicalName;
      readonly type: "TimeBasedCanary" | "TimeBasedLinear";
      readonly percentage: number;
      /** Minutes. */
      readonly interval: number;
    };

/** Minutes of AWS's canaries of 10 %, and between the steps of its linear configurations of 10 %. */
const predefinedMinutes = { canary: [5, 10, 15, 30], linear: [1, 2, 3, 10] } as const;

/**
 * What to name in a deployment group. AWS's own configurations are used where they say the same: CodeDeploy user guide, "Working with
 * deployment configurations". Configurations cannot be changed, so the name of our own holds its numbers.
 */
export function strategyOf({ strategy, percent, minutes }: RolloutSettings): Strategy {
  if (strategy === "all-at-once") return { predefined: "CodeDeployDefault.LambdaAllAtOnce" };
  const known: readonly number[] = predefinedMinutes[strategy];
  if (percent === 10 && known.includes(minutes)) {
    const name = strategy === "canary" ? `Canary10Percent${minutes}Minutes` : linearName(minutes);
    return { predefined: `CodeDeployDefault.Lambda${name}` };
  }
  return {
    logicalName: `${SHARED}-${strategy}-${percent}-percent-${minutes}-minutes`,
    type: strategy === "canary" ? "TimeBasedCanary" : "TimeBasedLinear",
    percentage: percent,
    interval: minutes,
  };
}

function linearName(minutes: number): string {
  return `Linear10PercentEvery${minutes}Minute${minutes === 1 ? "" : "s"}`;
}
