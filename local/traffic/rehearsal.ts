import { gapsOf } from "../report/gaps";
import type { CheckResult, MailSample, NotChecked, PipelineName, PipelineReport, RunReport } from "../report/model";
import { pipelineNames } from "../report/model";
import { connect } from "../run/aws";
import type { RunningStack } from "../run/context";
import type { Step } from "../run/steps";
import type { RunOptions } from "../run/usage";
import { checks, settling } from "./checks/all";
import type { CheckContext } from "./checks/check";
import { denialsIn } from "./checks/denials";
import { createEvidence } from "./evidence/evidence";
import {
  confirmationFigures,
  type Figures,
  monitoringFigures,
  notificationFigures,
  orderFigures,
  shipmentFigures,
} from "./figures";
import { sampleMails } from "./mail-samples";
import { type Checked, runChecks, settle } from "./run-checks";
import { bursts } from "./scenarios/burst";
import { type BusObserver, observeBus } from "./scenarios/bus-observer";
import { carriers, loseAndReplay } from "./scenarios/carriers";
import { mailTrouble } from "./scenarios/mail-trouble";
import { moves } from "./scenarios/moves";
import { notices } from "./scenarios/notices";
import { queueTrouble } from "./scenarios/queue-trouble";
import { refusals } from "./scenarios/refusals";
import { repeats } from "./scenarios/repeats";
import { shopping } from "./scenarios/shopping";
import { simulations } from "./scenarios/simulations";
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

/** What the steps leave behind. */
interface Findings {
  readonly checked: readonly Checked[];
  readonly figures: Readonly<Record<Exclude<PipelineName, "stack">, Figures>>;
  readonly mails: readonly MailSample[];
  readonly mailCount: number;
}

export function createRehearsal(
  stack: RunningStack,
  signal: AbortSignal,
  options: Pick<RunOptions, "shipments" | "scale">,
): Rehearsal {
  const aws = connect(stack.place);
  const traffic = createTraffic(stack, aws, signal);
  let observer: BusObserver | undefined;
  let findings: Findings | undefined;
  let settled = true;
  const context = (): CheckContext => ({
    traffic,
    evidence: createEvidence(traffic),
    observerQueueUrl: observer?.queueUrl ?? "",
  });

  const { scale } = options;
  const steps: Step[] = [
    {
      title: "Customers order, read and page",
      async run() {
        observer = await observeBus(traffic);
        await shopping(traffic);
        return `${traffic.journal.placed.length} orders`;
      },
    },
    scenario("Repeat, change, refuse and race", async () => {
      await Promise.all([repeats(traffic), moves(traffic), refusals(traffic)]);
      return `${traffic.api.sent()} requests so far, ${traffic.journal.refused.length} refused`;
    }),
    scenario("Disturb the mail: throttling, lost answer, bounces, poison, duplicates, burst", async () => {
      await Promise.all([mailTrouble(traffic), queueTrouble(traffic)]);
      return `${traffic.journal.handed.length + traffic.journal.placed.length} confirmations asked for`;
    }),
    scenario("Call the simulator, which fails as its seed says", async () => {
      await simulations(traffic);
      const { simulated } = traffic.journal;
      return `${simulated.length} calls, ${simulated.filter(({ failed }) => failed).length} failed`;
    }),
    scenario("Carriers tell: lost and replayed, then shuffled, repeated, broken", async () => {
      await loseAndReplay(traffic);
      await carriers(traffic, options.shipments);
      return `${traffic.journal.carriers.reduce((sum, { entries }) => sum + entries.length, 0)} events`;
    }),
    scenario("Tell people: a chat room that fails for a while", async () => {
      await notices(traffic);
      return `${traffic.journal.notices.length} notifications`;
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
      title: "Wait for rest",
      async run({ note }) {
        const deadline = performance.now() + settleMs + options.shipments * settleMsEach;
        const looking = context();
        for (const check of settling) {
          const { ok, detail } = await settle(check, looking, Math.max(0, deadline - performance.now()));
          if (!ok) {
            settled = false;
            note(detail);
          }
        }
        return undefined;
      },
    },
    {
      title: "Check what came of it",
      async run({ progress }) {
        const looking = context();
        const checked = await runChecks(checks, looking, settled ? "settled" : "restless", ({ ids }) =>
          progress(ids.join(", ")),
        );
        findings = await findingsOf(looking, checked);
        await observer?.remove();
        const failed = checked.filter(({ verdict }) => verdict?.ok === false).length;
        aws.destroy();
        return failed === 0 ? `${checked.length} expectations` : `${failed} of ${checked.length} expectations FAILED`;
      },
    },
  ];
  return {
    steps: steps.map((step) => ({ ...step, run: (show) => naming(traffic, step.run(show)) })),
    report(more = []) {
      if (findings === undefined) throw new Error("there is nothing to report before the checks have run");
      return assemble(traffic, findings, more);
    },
  };
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

async function findingsOf(context: CheckContext, checked: readonly Checked[]): Promise<Findings> {
  const mails = context.traffic.stack.place.inspectable ? await context.evidence.mails() : [];
  return {
    checked,
    figures: {
      orders: await orderFigures(context),
      confirmations: await confirmationFigures(context),
      shipments: await shipmentFigures(context),
      notifications: await notificationFigures(context),
      monitoring: await monitoringFigures(context),
    },
    mails: sampleMails(mails),
    mailCount: mails.length,
  };
}

function assemble({ journal, stack }: Traffic, findings: Findings, more: readonly CheckResult[]): RunReport {
  const { deployment } = stack;
  const results = [
    ...journal.results,
    ...findings.checked.flatMap(({ check, verdict }) =>
      verdict === undefined ? [] : check.ids.map((id) => ({ pipeline: check.pipeline, result: { id, ...verdict } })),
    ),
    ...more.map((result) => ({ pipeline: "stack" as const, result })),
  ];
  const notChecked: NotChecked[] = [
    ...journal.notChecked,
    ...findings.checked.flatMap(({ check, why }) =>
      why === undefined ? [] : check.ids.map((id) => ({ id, detail: why })),
    ),
    ...(stack.place.bundled
      ? [{ id: "L3", detail: "AWS_ENDPOINT_URL is not set, so the bundled emulator was used" }]
      : []),
  ];
  if (!stack.place.bundled) {
    const detail = `the run used the emulator at ${stack.place.endpoint}`;
    results.push({ pipeline: "stack", result: { id: "L3", ok: true, detail } });
  }
  const pipelines = pipelineNames.map((name): PipelineReport => {
    const own = results.filter(({ pipeline }) => pipeline === name).map(({ result }) => result);
    const figures = name === "stack" ? stackFigures(stack) : findings.figures[name];
    return { name, ...figures, checks: own.toSorted((a, b) => order(a.id) - order(b.id)) };
  });
  return {
    ok: results.every(({ result }) => result.ok),
    pipelines,
    deploy: { resources: deployment.resources, seconds: deployment.seconds },
    notChecked,
    widenedGrants: deployment.widenedGrants,
    gaps: gapsOf(stack, journal.bursts),
    mails: findings.mails,
    mailCount: findings.mailCount,
  };
}

/** For the stack as a whole, work is a resource: declared, and created. */
function stackFigures({ deployment }: RunningStack): Figures {
  const { resources, seconds } = deployment;
  return { sent: resources, seen: resources, lost: 0, duplicated: 0, deadLettered: 0, seconds };
}

/** X1 before X10, and O before X. */
function order(id: string): number {
  return id.charCodeAt(0) * 1000 + Number(id.slice(1));
}
