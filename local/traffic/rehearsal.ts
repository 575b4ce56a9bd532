import type { CheckResult, RunReport } from "../report/model";
import { connect } from "../run/aws";
import type { RunContext, RunningStack } from "../run/context";
import { orAborted } from "../run/interrupts";
import type { Step } from "../run/steps";
import type { RunOptions } from "../run/usage";
import { assemble, type Findings, findingsOf } from "./assemble";
import { checks, settling } from "./checks/all";
import type { CheckContext } from "./checks/check";
import { denialsIn } from "./checks/denials";
import { createEvidence } from "./evidence/evidence";
import { runChecks, settle } from "./run-checks";
import { alarmDrill, judgeAlarms, watchAlarms } from "./scenarios/alarm-drill";
import { type AlertsObserver, observeAlerts } from "./scenarios/alerts-observer";
import { bursts } from "./scenarios/burst";
import { type BusObserver, observeBus } from "./scenarios/bus-observer";
import { carriers, loseAndReplay } from "./scenarios/carriers";
import { emailFailures } from "./scenarios/email-failures";
import { moves } from "./scenarios/moves";
import { alarmed, notifyAgain } from "./scenarios/notification-kinds";
import { notifications } from "./scenarios/notifications";
import { queueTrouble } from "./scenarios/queue-trouble";
import { refusals } from "./scenarios/refusals";
import { release } from "./scenarios/release";
import { repeats } from "./scenarios/repeats";
import { shopping } from "./scenarios/shopping";
import { createTraffic, type Traffic } from "./traffic";

/** Longest wait for the traffic to come to rest. A message of a killed worker is back after 30 seconds. */
const settleMs = 40_000;
/** More for each shipment: seven events at a hundred and more a second. */
const settleMsEach = 60;

/** The traffic and the checks as steps of the run. */
export interface Rehearsal {
  readonly steps: readonly Step[];
  /** Once the steps have run. @param more checks that were made since */
  report(more?: readonly CheckResult[]): RunReport;
}

export function createRehearsal(
  stack: RunningStack,
  { controller: { signal }, machine }: Pick<RunContext, "controller" | "machine">,
  options: Pick<RunOptions, "shipments" | "scale" | "keep">,
): Rehearsal {
  const aws = connect(stack.target);
  const traffic = createTraffic(stack, aws, signal, machine.stretch);
  let observer: BusObserver | undefined;
  let alerts: AlertsObserver | undefined;
  let drill: Promise<void> | undefined;
  const alarms = watchAlarms(traffic);
  let findings: Findings | undefined;
  let settled = true;
  const context = (): CheckContext => ({
    traffic,
    evidence: createEvidence(traffic),
    observerQueueUrl: observer?.queueUrl ?? "",
    alertsQueueUrl: alerts?.queueUrl ?? "",
  });

  const { scale } = options;
  const steps: Step[] = [
    {
      title: "Customers order, read and page",
      async run() {
        [observer, alerts] = await Promise.all([observeBus(traffic), observeAlerts(traffic)]);
        await shopping(traffic);
        return `${traffic.journal.placed.length} orders`;
      },
    },
    scenario("Repeat, change, refuse and race", async () => {
      await Promise.all([repeats(traffic), moves(traffic), refusals(traffic)]);
      return `${traffic.api.sent()} requests so far, ${traffic.journal.refused.length} refused`;
    }),
    scenario("Begin to call the simulator, which fails as its seed says", async () => {
      drill = alarmDrill(traffic, alarms);
      // Waited for below; until then nobody else hears of it.
      drill.catch(() => undefined);
      return "beside the next steps";
    }),
    scenario("Roll out a new version while orders go on", () => release(traffic)),
    scenario("Inject email failures: throttling, lost answer, bounces, poison, duplicates, burst", async () => {
      await Promise.all([emailFailures(traffic), queueTrouble(traffic)]);
      return `${traffic.journal.handed.length + traffic.journal.placed.length} confirmations asked for`;
    }),
    scenario("Send shipment events: lost and replayed, then shuffled, repeated, broken", async () => {
      await loseAndReplay(traffic);
      await carriers(traffic, options.shipments);
      return `${traffic.journal.carriers.reduce((sum, { entries }) => sum + entries.length, 0)} events`;
    }),
    scenario("Send notifications: to a chat room that fails for a while", async () => {
      await notifications(traffic);
      if (stack.webhook !== undefined) await Promise.all([notifyAgain(traffic), alarmed(traffic)]);
      return `${traffic.journal.notifications.length} notifications`;
    }),
    scenario("See the simulator's alarm raised, and OK again", async () => {
      await drill;
      const { simulated, sightings } = traffic.journal;
      const seen = sightings.map(({ state }) => state).join(", then ") || "nothing";
      return `${simulated.length} calls, ${simulated.filter(({ failed }) => failed).length} failed: ${seen}`;
    }),
    ...(scale === undefined
      ? []
      : [
          scenario(`A day's part at once (--scale ${scale})`, async (show) => {
            await bursts(context(), scale, show);
            return `${traffic.journal.bursts.reduce((sum, { count }) => sum + count, 0)} messages in three bursts`;
          }),
        ]),
    {
      title: "Wait until queues are empty",
      async run({ note }) {
        const began = performance.now();
        const budget = settleMs + options.shipments * settleMsEach;
        const looking = context();
        let waiting = 0;
        for (const check of settling) {
          // What is left of the budget; the wait itself stretches it again.
          const left = budget - (performance.now() - began) / machine.stretch();
          const { ok, detail } = await settle(check, looking, Math.max(0, left));
          if (ok) continue;
          settled = false;
          waiting += 1;
          note(detail);
        }
        return waiting === 0 ? undefined : { failed: `gave up with ${waiting} of ${settling.length} still open` };
      },
    },
    ...policySteps(stack, signal),
    {
      title: "Check results",
      async run({ progress }) {
        await judgeAlarms(traffic, alarms);
        const looking = context();
        const checked = await runChecks(checks, looking, settled ? "settled" : "restless", ({ ids }) =>
          progress(ids.join(", ")),
        );
        findings = await findingsOf(looking, checked, machine);
        await Promise.all([observer?.remove(), alerts?.remove()]);
        const failed = checked.filter(({ verdict }) => verdict?.ok === false).length;
        aws.destroy();
        return failed === 0
          ? `${checked.length} expectations held`
          : { failed: `${failed} of ${checked.length} expectations failed` };
      },
    },
  ];
  return {
    steps: steps.map((step) => ({ ...step, run: (show) => naming(traffic, step.run(show)) })),
    report(more = []) {
      if (findings === undefined) throw new Error("there is nothing to report before the checks have run");
      return assemble(traffic, findings, more, options.keep);
    },
  };
}

/** Waits for the policy pack, which has been at work since the stack was up. */
function policySteps({ policies }: RunningStack, signal: AbortSignal): Step[] {
  if (policies === undefined) return [];
  const run = async () => {
    const { policyReport } = await import("../../program/policies/background.js");
    const { ok, line } = policyReport(await orAborted(policies.outcome, signal));
    return ok ? line : { failed: line };
  };
  return [{ title: "Check policies", run }];
}

function scenario(title: string, run: Step["run"]): Step {
  return { title, run };
}

/** A step that fails may do so because a function was denied a call: then that is the thing to say. */
async function naming<T>(traffic: Traffic, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    traffic.signal.throwIfAborted();
    const denials = await denialsIn(traffic, createEvidence(traffic)).catch(() => []);
    if (denials.length === 0) throw error;
    throw new DeniedError(denials, { cause: error });
  }
}

/** Traffic failed, and functions were denied calls. */
class DeniedError extends Error {
  override readonly name = "DeniedError";

  constructor(denials: readonly string[], options: ErrorOptions) {
    super(denials.join("\n"), options);
  }
}
