import type { PipelineName } from "../../components/pipelines";
import type { Origin, Step, StepContext } from "./step";
import { costOf } from "./step";

/** One kind of event and everything it pays for. */
export interface Flow {
  readonly name: string;
  readonly pipeline: PipelineName;
  /** Its floor: the least that a pipeline of this form can cost, USD for a million. Absent: none is set. */
  readonly floor?: { readonly form: string; readonly usd: number };
  /** Events for each order. */
  readonly perOrder: number;
  /** The steps, counted from the resources. */
  steps(context: StepContext): Step[];
}

/**
 * Floors, USD for a million: one write to a table without indexes, one log line and one line of metrics, full batches, 256 MB for
 * 20 ms, no traces.
 */
export const floors = {
  rest: { form: "REST API", usd: 5 },
  topicQueue: { form: "SNS, SQS, Lambda", usd: 2 },
  topicQueueEmail: { form: "SNS, SQS, Lambda, SES", usd: 102 },
  bus: { form: "EventBridge, Lambda", usd: 2.5 },
  topic: { form: "SNS, Lambda", usd: 2 },
} as const;

/** What a million events cost, and what of it nobody asked for. USD. */
export interface FlowCost {
  readonly total: number;
  /** Steps that requirements ask for beyond the floor. */
  readonly asked: number;
  /** Steps that nobody asked for. */
  readonly chosen: number;
  /** Total over the floor. */
  readonly ratio?: number;
  /** Total over the floor and what requirements ask for beyond it: the budget is held by this at `budget`. */
  readonly askedRatio?: number;
}

/** How much more a pipeline may cost than the least that does what is asked. */
export const budget = 1.2;

/** Adds a flow's steps up. */
export function sumOf(steps: readonly Step[], floor: Flow["floor"]): FlowCost {
  const sum = (keep: (origin: Origin) => boolean) =>
    steps.reduce((usd, each) => usd + (keep(each.origin) ? costOf(each) : 0), 0);
  const total = sum(() => true);
  const asked = sum((origin) => origin !== "floor" && origin !== "choice");
  const chosen = sum((origin) => origin === "choice");
  if (floor === undefined) return { total, asked, chosen };
  return { total, asked, chosen, ratio: total / floor.usd, askedRatio: total / (floor.usd + asked) };
}
