import { explain } from "../../cli/errors";
import type { Check, CheckContext } from "./checks/check";
import { until, type Verdict } from "./poll";

/** What a check came to; `undefined` when it could not be looked at here, and why. */
export interface Checked {
  readonly check: Check;
  readonly verdict?: Verdict;
  readonly why?: string;
}

/**
 * How long a check is looked at again before it has failed, in milliseconds. Once everything has been waited for in vain,
 * more patience changes nothing.
 */
const patience = { settled: 2_000, restless: 200 } as const;

/** A rest that gets smaller within this time is still being worked off. Longer than a look at 10,000 emails takes. */
const renewedMs = 20_000;

/** Runs every check, one after the other; a check that throws has failed. */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  state: keyof typeof patience,
  onCheck: (check: Check) => void,
): Promise<readonly Checked[]> {
  const results: Checked[] = [];
  for (const check of checks) {
    onCheck(check);
    const why = obstacle(check, context);
    if (why !== undefined) results.push({ check, why });
    else results.push({ check, verdict: await look(check, context, patience[state]) });
  }
  return results;
}

/**
 * Waits until a check holds, or time is up and nothing changes any more.
 *
 * @returns the last verdict; good when the check cannot be looked at here
 */
export async function settle(check: Check, context: CheckContext, limitMs: number): Promise<Verdict> {
  if (obstacle(check, context) !== undefined) return { ok: true, detail: "not checked" };
  return look(check, context, limitMs, renewedMs);
}

async function look(check: Check, context: CheckContext, limitMs: number, renewed = 0): Promise<Verdict> {
  const { signal, stretch } = context.traffic;
  try {
    return await until(() => check.look(context), {
      signal,
      stretch,
      limitMs,
      renewedMs: renewed,
      firstPauseMs: 150,
    });
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, detail: `could not be looked at: ${explain(error)}` };
  }
}

function obstacle(check: Check, { traffic }: CheckContext): string | undefined {
  const { stack } = traffic;
  if (check.needsInspection === true && !stack.target.inspectable)
    return "this emulator does not show its inbox and queues";
  if (check.needsProxy === true && stack.proxy === undefined) {
    return "needs the proxy, which only the bundled emulator can be given (AWS_ENDPOINT_URL is set)";
  }
  if (check.needsPolicies === true && stack.policies === undefined) return "--no-policies was given";
  return undefined;
}
