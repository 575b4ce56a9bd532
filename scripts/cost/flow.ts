import type { PipelineName } from "../../components/pipelines";
import type { Origin, Step, StepContext } from "./step";
import { costOf } from "./step";

/** A kind of event with everything that AWS bills for it. */
export interface Flow {
  readonly name: string;
  readonly pipeline: PipelineName;
  /** Lowest possible cost of such a pipeline, USD per million events. @default no floor */
  readonly floor?: { readonly form: string; readonly usd: number };
  /** Events per order. */
  readonly perOrder: number;
  /** The billed steps, derived from the resources. */
  steps(context: StepContext): Step[];
}

/**
 * Floors in USD per million events: one write to a table without indexes, one log line and one line of metrics, full batches, 256 MB for
 * 20 ms, no traces.
 */
export const floors = {
  rest: { form: "REST API", usd: 5 },
  topicQueue: { form: "SNS, SQS, Lambda", usd: 2 },
  topicQueueEmail: { form: "SNS, SQS, Lambda, SES", usd: 102 },
  bus: { form: "EventBridge, Lambda", usd: 2.5 },
  topic: { form: "SNS, Lambda", usd: 2 },
} as const;

/** Cost of a million events, split by why they are needed. USD. */
export interface FlowCost {
  readonly total: number;
  /** Steps beyond the floor that requirements need. */
  readonly asked: number;
  /** Steps that no requirement needs. */
  readonly chosen: number;
  /** Total divided by the floor. */
  readonly ratio?: number;
  /** Total divided by the floor plus the steps that requirements need; at most `budget`. */
  readonly askedRatio?: number;
}

/** Largest allowed ratio of a pipeline's cost to the lowest cost that meets the requirements. */
export const budget = 1.2;

/** Adds up a flow's steps. */
export function sumOf(steps: readonly Step[], floor: Flow["floor"]): FlowCost {
  const sum = (keep: (origin: Origin) => boolean) =>
    steps.reduce((usd, each) => usd + (keep(each.origin) ? costOf(each) : 0), 0);
  const total = sum(() => true);
  const asked = sum((origin) => origin !== "floor" && origin !== "choice");
  const chosen = sum((origin) => origin === "choice");
  if (floor === undefined) return { total, asked, chosen };
  return { total, asked, chosen, ratio: total / floor.usd, askedRatio: total / (floor.usd + asked) };
}
