/** Calls that the new version gets, in percent, from so many minutes on after the start. */
export interface Step {
  readonly minute: number;
  readonly percent: number;
}

/** How a deployment configuration of the program shifts calls. */
export interface Shift {
  readonly type: "TimeBasedCanary" | "TimeBasedLinear" | "AllAtOnce";
  readonly percentage: number;
  /** Minutes. */
  readonly interval: number;
}

/**
 * The shift of a configuration that AWS has by itself: CodeDeploy user guide, "Predefined deployment configurations for an AWS Lambda compute
 * platform". Undefined for any other name.
 */
export function predefinedShift(name: string): Shift | undefined {
  if (name === "CodeDeployDefault.LambdaAllAtOnce") return { type: "AllAtOnce", percentage: 100, interval: 0 };
  const [, kind, percentage, minutes] =
    /^CodeDeployDefault\.Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?$/.exec(name) ?? [];
  if (kind === undefined) return undefined;
  return { type: `TimeBased${kind as "Canary" | "Linear"}`, percentage: Number(percentage), interval: Number(minutes) };
}

/** The steps of a shift; the last gives the new version everything. */
export function stepsOf({ type, percentage, interval }: Shift): readonly Step[] {
  if (type === "AllAtOnce") return [{ minute: 0, percent: 100 }];
  if (type === "TimeBasedCanary")
    return [
      { minute: 0, percent: percentage },
      { minute: interval, percent: 100 },
    ];
  const count = Math.ceil(100 / percentage);
  return Array.from({ length: count }, (_, index) => ({
    minute: index * interval,
    percent: Math.min(100, (index + 1) * percentage),
  }));
}
