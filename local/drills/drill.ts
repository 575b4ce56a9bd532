import type { FaultRuleInput } from "../../ops/faults/rule";
import type { Traffic } from "../traffic/traffic";

/** Traffic that goes on while a drill does. */
export interface Load {
  /** In a few words: `orders`. */
  readonly what: string;
  /** From the end of one sending to the next; milliseconds. */
  readonly pauseMs: number;
  send(traffic: Traffic): Promise<void>;
}

/** A fault of the deployed stack, or of a fake, that no call passes by: a setting that somebody changed, a service that is down. */
export interface Lever {
  /** What is wrong, as a sentence without its full stop: "the mapping of confirmations-sender is disabled". */
  readonly what: string;
  /** @returns how whoever is to blame undoes it; resolves when it is undone, and may be called when somebody else has done so */
  pull(traffic: Traffic): Promise<() => Promise<void>>;
}

/** Fills a word in capitals of a command: with a text, or with what the stack says. */
export type Filling = string | ((traffic: Traffic) => Promise<string> | string);

/** One step of the recovery. */
export type Recovery =
  /** Somebody else fixes the cause: all faults end, all levers go back. */
  | { readonly fixed: string }
  /** Whoever is on call waits until no alarm is raised: why. */
  | { readonly calm: string }
  /** Whoever is on call waits, with the fault as it is, until every queue is empty: why. Traffic ends before. */
  | { readonly drained: string }
  /** A command of the runbook, word by word, with its words in capitals filled in. */
  | {
      readonly command: string;
      readonly fill?: Readonly<Record<string, Filling>>;
      /** Once for each dead letter in this queue that was sent broken; `MESSAGE-ID` is its id. */
      readonly forEachBroken?: string;
      /** For each failure queue that holds dead letters, which is `QUEUE`, until none does. */
      readonly forEachFilled?: true;
    };

/** The rehearsal of one failure. */
export interface Drill {
  /** Lower case, words joined by hyphens. */
  readonly name: string;
  /** Its page in `docs/runbooks`, or in `docs` where no alarm asks for one; without the ending. */
  readonly runbook: string;
  /** Why it takes minutes: neither `all` nor `changed` has it, but `long`. Default: it does not. */
  readonly long?: string;
  /** Files and folders of the project whose change makes it worth a rehearsal. */
  readonly parts: readonly [string, ...string[]];
  /** What is believed to happen, in one or two sentences. */
  readonly hypothesis: string;
  /** Before, during and after the fault, until the recovery has ended, redrives, or waits for empty queues. */
  readonly traffic: readonly Load[];
  /** Calls that fail; they last until the recovery ends them. */
  readonly faults?: readonly Omit<FaultRuleInput, "forSeconds" | "id" | "seed">[];
  readonly levers?: readonly Lever[];
  /** Alarms that must be raised, without `-alarm` and environment: `confirmations-queue-age`. */
  readonly alarms: readonly string[];
  /** Alarms that may be raised as well, in the same form, each with the reason. */
  readonly alsoRaised?: Readonly<Record<string, string>>;
  /** Traffic that begins only with the fault. */
  readonly duringFault?: readonly Load[];
  /** How long the fault lasts at least, when its alarms are raised earlier; milliseconds. Default: 0. */
  readonly atLeastMs?: number;
  /** Within which time after the recovery's last command no queue holds anything any more; milliseconds. Default: 180,000. */
  readonly drainedWithinMs?: number;
  readonly recovery: readonly Recovery[];
  /** Alarms that stay raised for long after the recovery, in the same form, each with the reason. Such a drill comes last of its run. */
  readonly stayRaised?: Readonly<Record<string, string>>;
  /** What this machine cannot show of it. */
  readonly notShown: readonly string[];
}
