// Workers stop at every call to the outside until a test decides what becomes of it.
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";

/**
 * What happens to one call of a worker: it works; the answer is lost after it took effect; it fails without effect; it is repeated by the
 * SDK after a lost answer; the worker dies before or after it; for SES also two kinds of refusal.
 */
export type Outcome =
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
    step: (which: number, expectedOutcome: Outcome): boolean => {
      const [one] = calls.splice(which % Math.max(1, calls.length), 1);
      if (one === undefined) return false;
      decideCall(one, expectedOutcome);
      return true;
    },
  };
}

/** SES's answer to a call. */
function answer(one: Call, expectedOutcome: Outcome): SendOutcome | undefined {
  const unknown = { kind: "unknown", reason: "NO_ANSWER", detail: "" } as const;
  if (expectedOutcome === "throttled") return { kind: "refused", transient: true, reason: "THROTTLED", detail: "" };
  if (expectedOutcome === "rejected")
    return { kind: "refused", transient: false, reason: "MESSAGE_REJECTED", detail: "" };
  if (expectedOutcome === "fails") return unknown;
  if (expectedOutcome !== "loses-answer") return undefined;
  one.run();
  return unknown;
}

/** What the worker sees of its call, or nothing more, for ever, if it dies. */
function decideCall(one: Call, expectedOutcome: Outcome): void {
  if (expectedOutcome === "dies-before") return;
  const answered = one.kind === "ses" ? answer(one, expectedOutcome) : undefined;
  if (answered !== undefined) {
    one.resolve(answered);
  } else if (expectedOutcome === "fails" || expectedOutcome === "throttled" || expectedOutcome === "rejected") {
    one.reject(new Error("no connection"));
  } else {
    take(one, expectedOutcome);
  }
}

function take(one: Call, expectedOutcome: Outcome): void {
  try {
    const first = one.run();
    if (expectedOutcome === "loses-answer") one.reject(new Error("answer lost"));
    else if (expectedOutcome !== "dies-after")
      one.resolve(expectedOutcome === "repeats" && one.kind === "table" ? one.run() : first);
  } catch (error) {
    if (expectedOutcome !== "dies-after") one.reject(error);
  }
}
