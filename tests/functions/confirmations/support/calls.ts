// Workers stop at every call to the outside until a test decides what becomes of it.
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";

/**
 * What happens to one call of a worker: it works; the answer is lost after it took effect; it fails without effect; it is repeated by the
 * SDK after a lost answer; the worker dies before or after it; for SES also two kinds of refusal.
 */
export type Fate =
  | "works"
  | "loses-answer"
  | "fails"
  | "repeats"
  | "dies-before"
  | "dies-after"
  | "throttled"
  | "rejected";

interface Call {
  readonly kind: "table" | "ses" | "queue";
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Makes the place where workers wait. */
export function createCalls() {
  const calls: Call[] = [];
  return {
    /** A worker's call, settled when a test decides it. */
    call: (kind: Call["kind"], run: () => unknown): Promise<unknown> =>
      new Promise((resolve, reject) => calls.push({ kind, run, resolve, reject })),
    /** Decides one of the waiting calls. False: there is none. */
    step: (which: number, fate: Fate): boolean => {
      const [one] = calls.splice(which % Math.max(1, calls.length), 1);
      if (one === undefined) return false;
      decideCall(one, fate);
      return true;
    },
  };
}

/** SES's answer to a call. */
function answer(one: Call, fate: Fate): SendOutcome | undefined {
  const unknown = { kind: "unknown", reason: "NO_ANSWER", detail: "" } as const;
  if (fate === "throttled") return { kind: "refused", transient: true, reason: "THROTTLED", detail: "" };
  if (fate === "rejected") return { kind: "refused", transient: false, reason: "MESSAGE_REJECTED", detail: "" };
  if (fate === "fails") return unknown;
  if (fate !== "loses-answer") return undefined;
  one.run();
  return unknown;
}

/** What the worker sees of its call, or nothing more, for ever, if it dies. */
function decideCall(one: Call, fate: Fate): void {
  if (fate === "dies-before") return;
  const answered = one.kind === "ses" ? answer(one, fate) : undefined;
  if (answered !== undefined) {
    one.resolve(answered);
  } else if (fate === "fails" || fate === "throttled" || fate === "rejected") {
    one.reject(new Error("no connection"));
  } else {
    take(one, fate);
  }
}

function take(one: Call, fate: Fate): void {
  try {
    const first = one.run();
    if (fate === "loses-answer") one.reject(new Error("answer lost"));
    else if (fate !== "dies-after") one.resolve(fate === "repeats" && one.kind === "table" ? one.run() : first);
  } catch (error) {
    if (fate !== "dies-after") one.reject(error);
  }
}
