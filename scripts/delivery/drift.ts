import { closeIssue, type GitHub, ranSince, upsertIssue } from "./github";
import { fencedEnd } from "./markdown";
import { changesOf } from "./summary";

/** Result of a refresh in preview. */
export interface DriftFindings {
  readonly stack: string;
  /** Outcome of the workflow's step, in GitHub's words: `success` means that nothing has drifted. */
  readonly outcome: string;
  /** URL of the workflow's run. */
  readonly run: string;
  /** Pulumi's output. */
  readonly report: string;
  /** When the refresh began. */
  readonly since: Date;
}

/** Label of these issues. */
export const DRIFT_LABEL = "drift";

/** The workflow that deploys. */
const DEPLOYING = "deploy.yml";

const REPORT_ROOM = 50_000;

/**
 * Opens or updates the stack's issue when resources have drifted or the refresh failed; closes it when nothing has drifted. A difference
 * that is seen during a deployment proves nothing: it is left to the next refresh.
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
