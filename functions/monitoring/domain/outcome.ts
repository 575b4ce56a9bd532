import { createHash } from "node:crypto";

/** How often simulated calls fail and how long they take. */
export interface Workload {
  /** Any text. The same seed gives the same outcomes. */
  readonly seed: string;
  /** 0 to 100. */
  readonly errorRatePercent: number;
  /** Half of the calls are faster. */
  readonly latencyMedianMs: number;
  /** One call in a hundred is slower; at least the median. */
  readonly latencyP99Ms: number;
}

/** Outcome of one simulated call. */
export interface Outcome {
  readonly fails: boolean;
  /** Whole milliseconds; at most twice the 99th percentile, so that no call runs into its time-out. */
  readonly latencyMs: number;
}

/** 99th percentile of the standard normal distribution. */
const Z99 = 2.326347874;

/**
 * Outcome of a call. It depends only on seed and sequence number, so that a run can be repeated exactly, in any order and by any number of
 * workers, and the seed determines the entries of the error log.
 *
 * Latencies are log-normal, as those of real services are: most are near the median, a few are far above it.
 */
export function outcomeOf(workload: Workload, sequence: number): Outcome {
  const hash = createHash("sha256").update(`${workload.seed}:${sequence}`).digest();
  // 48 bits each, as numbers from 0 to below 1.
  const uniform = (part: number) => hash.readUIntBE(6 * part, 6) / 2 ** 48;
  const { latencyMedianMs: median, latencyP99Ms: p99 } = workload;
  const normal = Math.sqrt(-2 * Math.log(1 - uniform(1))) * Math.cos(2 * Math.PI * uniform(2));
  const latency = median * Math.exp((Math.log(p99 / median) / Z99) * normal);
  return {
    fails: uniform(0) * 100 < workload.errorRatePercent,
    latencyMs: Math.round(Math.min(latency, 2 * p99)),
  };
}
