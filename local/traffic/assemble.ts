import { diagnose } from "../report/diagnosis";
import { gapsOf } from "../report/gaps";
import type { CheckResult, EmailSample, NotChecked, PipelineReport, RowName, RunReport } from "../report/model";
import { rowNames } from "../report/model";
import type { RunningStack } from "../run/context";
import type { Machine } from "../run/machine";
import type { CheckContext } from "./checks/check";
import { sampleEmails } from "./email-samples";
import { gatherFacts } from "./facts";
import { confirmationFigures, type Figures, monitoringFigures, orderFigures, shipmentFigures } from "./figures";
import { notificationFigures } from "./notification-figures";
import type { Checked } from "./run-checks";
import type { Traffic } from "./traffic";

/** Results of the steps. */
export interface Findings {
  readonly checked: readonly Checked[];
  readonly figures: Readonly<Record<Exclude<RowName, "stack">, Figures>>;
  readonly emails: readonly EmailSample[];
  readonly emailCount: number;
  /** Observations besides the expectations; empty when all were met. */
  readonly facts: readonly string[];
}

/** Counts what went through, after the checks. */
export async function findingsOf(
  context: CheckContext,
  checked: readonly Checked[],
  machine: Pick<Machine, "figures">,
): Promise<Findings> {
  const { results } = context.traffic.journal;
  const failed = checked.some(({ verdict }) => verdict?.ok === false) || results.some(({ result }) => !result.ok);
  const emails = context.traffic.stack.target.inspectable ? await context.evidence.emails() : [];
  return {
    checked,
    figures: {
      orders: await orderFigures(context),
      confirmations: await confirmationFigures(context),
      shipments: await shipmentFigures(context),
      notifications: await notificationFigures(context),
      monitoring: await monitoringFigures(context),
    },
    emails: sampleEmails(emails),
    emailCount: emails.length,
    facts: failed ? await gatherFacts(context, machine.figures()) : [],
  };
}

/**
 * Puts the report together.
 *
 * @param more checks that were made since
 * @param kept the stack stays up, so that commands find it
 */
export function assemble(
  { journal, stack }: Traffic,
  findings: Findings,
  more: readonly CheckResult[],
  kept: boolean,
): RunReport {
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
    ...(stack.target.bundled
      ? [{ id: "L3", detail: "AWS_ENDPOINT_URL is not set, so the bundled emulator was used" }]
      : []),
  ];
  if (!stack.target.bundled) {
    const detail = `the run used the emulator at ${stack.target.endpoint}`;
    results.push({ pipeline: "stack", result: { id: "L3", ok: true, detail } });
  }
  const pipelines = rowNames.map((name): PipelineReport => {
    const own = results.filter(({ pipeline }) => pipeline === name).map(({ result }) => result);
    const figures = name === "stack" ? stackFigures(stack) : findings.figures[name];
    return { name, ...figures, checks: own.toSorted((a, b) => order(a.id) - order(b.id)) };
  });
  const ok = results.every(({ result }) => result.ok);
  return {
    ok,
    ...(!ok && { diagnosis: diagnose(pipelines, findings.facts, kept) }),
    pipelines,
    deploy: { resources: deployment.resources, seconds: deployment.seconds },
    notChecked,
    widenedGrants: deployment.widenedGrants,
    gaps: gapsOf(stack, journal),
    emails: findings.emails,
    emailCount: findings.emailCount,
  };
}

/** For the stack as a whole, work is a resource: declared, and created. */
function stackFigures({ deployment }: RunningStack): Figures {
  const { resources, seconds } = deployment;
  return { sent: resources, seen: resources, lost: 0, duplicated: 0, deadLettered: 0, astray: 0, seconds };
}

/** X1 before X10, and O before X. */
function order(id: string): number {
  return id.charCodeAt(0) * 1000 + Number(id.slice(1));
}
