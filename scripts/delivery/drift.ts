import { closeIssue, type GitHub, ranSince, upsertIssue } from "./github";
import { fencedEnd } from "./markdown";
import { changesOf } from "./summary";

/** What a refresh that changes nothing has found. */
export interface DriftFindings {
  readonly stack: string;
  /** How it ended, as GitHub names it: `success` means that everything is as it was deployed. */
  readonly outcome: string;
  /** Address of the workflow's run. */
  readonly run: string;
  /** What Pulumi printed. */
  readonly report: string;
  /** When it began to look. */
  readonly since: Date;
}

/** Label of these issues. */
export const DRIFT_LABEL = "drift";

/** The workflow that deploys. */
const DEPLOYING = "deploy.yml";

const REPORT_ROOM = 50_000;

/**
 * Opens or updates the stack's issue when something has drifted or could not be looked at; closes it when all is well. What differs
 * while a deployment is changing things says nothing: then it is left to the next look.
 *
 * @returns what was done, for the log
 */
export async function reportDrift(github: GitHub, findings: DriftFindings): Promise<string> {
  const { stack, outcome, run, report, since } = findings;
  const id = `drift:${stack}`;
  if (outcome === "success") {
    await closeIssue(github, id, DRIFT_LABEL, `\`${stack}\` is as it was deployed again: ${run}`);
    return `${stack} is as it was deployed`;
  }
  const counted = /^Resources:/m.test(report);
  if (counted && (await ranSince(github, DEPLOYING, since)))
    return `${stack} was being deployed meanwhile: the next look decides`;
  await upsertIssue(github, id, {
    title: counted ? `Drift: ${stack} is not as it was deployed` : `Drift: ${stack} could not be looked at`,
    label: DRIFT_LABEL,
    body: [
      counted
        ? `Something outside of this repository has changed \`${stack}\`. ${changesOf(report)}`
        : `The refresh of \`${stack}\` ended with ${outcome} before it could count changes.`,
      `What to do: [docs/delivery.md](../blob/main/docs/delivery.md#drift). Last look: ${run}`,
      fencedEnd(report, REPORT_ROOM),
    ].join("\n\n"),
  });
  return `there is an issue about ${stack}`;
}
