import type { AppSpec } from "../../aws/app-spec";
import { ALIAS } from "../../components/functions";
import { type Deployment, readDeployment, reverseDeployment, stopDeployment } from "./codedeploy";
import type { RolloutClients } from "./state";
import { readAlias } from "./versions";

/** A deployment that is followed. */
export interface Followed {
  readonly functionName: string;
  readonly deploymentId: string;
}

/** A deployment that has ended, or is not followed any more. */
export interface Ended extends Followed {
  readonly outcome: "rolled-out" | "taken-back" | "still-running";
  readonly spec: AppSpec | undefined;
  /** Why it was taken back; empty otherwise. */
  readonly reason: string;
  /** When it began and ended: the calls between are what it was tried by. */
  readonly from: Date;
  readonly until: Date;
}

export interface FollowOptions {
  readonly clients: RolloutClients;
  readonly applicationName: string;
  /** Aborted when the person stops following: what runs goes on. */
  readonly signal: AbortSignal;
  /** Waits before the next look. */
  readonly pause: () => Promise<void>;
  readonly say: (line: string) => void;
}

/** Looks at a way back before it is given up: it takes seconds. */
const MOST_LOOKS_BACK = 60;

/**
 * Follows deployments until all have ended. When the first of them fails, those that run are stopped and those that have succeeded are taken back:
 * the functions of a release belong together.
 */
export async function follow(all: readonly Followed[], options: FollowOptions): Promise<readonly Ended[]> {
  const ended = new Map<string, Ended>();
  const shown = new Map<string, string>();
  const open = () => all.filter(({ deploymentId }) => !ended.has(deploymentId));
  let failed = false;
  while (open().length > 0 && !options.signal.aborted) {
    for (const followed of open()) {
      const deployment = await readDeployment(options.clients.codeDeploy, followed.deploymentId);
      await showProgress(followed, deployment, shown, options);
      if (!deployment.isRunning) ended.set(followed.deploymentId, endOf(followed, deployment));
    }
    if (!failed && [...ended.values()].some(({ outcome }) => outcome === "taken-back")) {
      failed = true;
      await stopAll(open(), options);
      continue;
    }
    if (open().length > 0 && !options.signal.aborted) await options.pause();
  }
  for (const followed of open()) {
    const deployment = await readDeployment(options.clients.codeDeploy, followed.deploymentId);
    ended.set(followed.deploymentId, {
      ...endOf(followed, deployment),
      ...(deployment.isRunning && { outcome: "still-running" }),
    });
  }
  const outcomes = all.flatMap(({ deploymentId }) => ended.get(deploymentId) ?? []);
  return failed ? await Promise.all(outcomes.map((one) => takeBack(one, options))) : outcomes;
}

function endOf(followed: Followed, { succeeded, spec, reason, status, createdAt }: Deployment): Ended {
  const outcome = succeeded ? "rolled-out" : "taken-back";
  return { ...followed, outcome, spec, reason: succeeded ? "" : reason || status, from: createdAt, until: new Date() };
}

async function showProgress(
  { functionName, deploymentId }: Followed,
  { spec, status, isRunning }: Deployment,
  shown: Map<string, string>,
  { clients, say }: FollowOptions,
): Promise<void> {
  const target = spec?.target ?? "?";
  let state = `${status}, version ${target}`;
  if (isRunning) {
    const { weights } = await readAlias(clients.lambda, functionName, ALIAS);
    state = `${Math.round((weights[target] ?? 0) * 100)} % of the calls on version ${target}`;
  }
  if (shown.get(deploymentId) === state) return;
  shown.set(deploymentId, state);
  say(`${functionName}: ${state} (${deploymentId})`);
}

/** Stops what runs. One that ended in the meantime is found in its end by the next look. */
async function stopAll(open: readonly Followed[], { clients, say }: FollowOptions): Promise<void> {
  for (const { functionName, deploymentId } of open) {
    say(`${functionName}: stopping ${deploymentId}, for another function was taken back`);
    try {
      await stopDeployment(clients.codeDeploy, deploymentId);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "DeploymentAlreadyCompletedException") throw error;
    }
  }
}

/** Waits until the version before has all calls again, after beginning a way back where CodeDeploy has none of its own. */
async function takeBack(ended: Ended, options: FollowOptions): Promise<Ended> {
  const { clients, applicationName, say, pause } = options;
  const { spec, functionName } = ended;
  if (spec === undefined || ended.outcome === "still-running") return ended;
  if (ended.outcome === "rolled-out") {
    const id = await reverseDeployment(clients.codeDeploy, applicationName, spec);
    say(`${functionName}: back to version ${spec.current}, for another function was taken back (${id})`);
  }
  for (let look = 0; look < MOST_LOOKS_BACK; look += 1) {
    const { version, weights } = await readAlias(clients.lambda, functionName, ALIAS);
    if (version === spec.current && Object.keys(weights).length === 0)
      return { ...ended, outcome: "taken-back", reason: ended.reason || "another function was taken back" };
    await pause();
  }
  throw new Error(
    `${functionName} is not back at version ${spec.current} after ${MOST_LOOKS_BACK} looks: see the deployment ${ended.deploymentId} in CodeDeploy`,
  );
}
