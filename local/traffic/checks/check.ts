import type { RowName } from "../../report/model";
import type { Evidence } from "../evidence/evidence";
import type { Verdict } from "../poll";
import type { Traffic } from "../traffic";

/** Data for a check. */
export interface CheckContext {
  readonly traffic: Traffic;
  readonly evidence: Evidence;
  /** Queue with the events that the shop's bus carried. */
  readonly observerQueueUrl: string;
  /** Queue with the messages of the alerts topic. */
  readonly alertsQueueUrl: string;
}

/** One expectation about the emulator's state. */
export interface Check {
  readonly pipeline: RowName;
  /** Requirements that it shows. */
  readonly ids: readonly string[];
  /** Needs `/_ministack/`, the emulator's own view of inbox and queues. */
  readonly needsInspection?: boolean;
  /** Needs events of SES, and so the proxy. */
  readonly needsProxy?: boolean;
  /** Needs the verdict of the policy pack. */
  readonly needsPolicies?: boolean;
  look(context: CheckContext): Promise<Verdict>;
}

/** Good when nothing is wrong; else the first few faults. */
export function verdict(wrong: readonly string[], good: string): Verdict {
  if (wrong.length === 0) return { ok: true, detail: good };
  const more = wrong.length > 4 ? `; and ${wrong.length - 4} more` : "";
  return { ok: false, detail: `${wrong.slice(0, 4).join("; ")}${more}` };
}
