import { setTimeout as delay } from "node:timers/promises";
import { UsageError } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { ALIAS } from "../../components/functions";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { callsBetween } from "../rollout/calls";
import { groupNames, startDeployment } from "../rollout/codedeploy";
import { type Ended, type Followed, follow } from "../rollout/follow";
import { planFunction, type Step, stepText } from "../rollout/plan";
import { type RolloutClients, readState } from "../rollout/state";
import { pruneVersions } from "../rollout/versions";
import { outputText, physicalNameOf } from "../stack/outputs";
import { counted } from "../text";

type Input = InputOf<"rollout">;

/** What the command works with: of the clients those that it uses. */
export type RolloutContext = Omit<OpsContext, "clients"> & { readonly clients: RolloutClients };

/** Waits before the next look; ends at once when the signal is aborted. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

const pauseFor: Pause = (milliseconds, signal) =>
  delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });

/** Between two looks at deployments that take minutes. */
const LOOK_MS = 5_000;
/** Between two looks at the local run, where a second stands for a minute. */
const LOCAL_LOOK_MS = 200;

/** What the command did, for `--json`. */
interface Result {
  readonly outcome: "nothing to do" | "planned" | "refused" | "rolled out" | "taken back" | "still running";
  readonly plan: readonly Step[];
  readonly deployments: readonly Ended[];
}

/** Shifts the calls of functions to their newest versions, and follows until that is done or taken back. */
export async function rollout(context: RolloutContext, input: Input, pause = pauseFor): Promise<ExitCode> {
  const { target, clients, console } = context;
  const applicationName = outputText(target.outputs, "stack", "rolloutApplicationName");
  if (applicationName === undefined) {
    console.note("this stack has no setting `rollout`: `pulumi up` has moved all calls to the newest versions itself");
    return report(context, input, { outcome: "nothing to do", plan: [], deployments: [] });
  }
  const names = await functionsOf(context, input, applicationName);
  const adopted: Ended[] = [];
  let plan = await planAll(context, names, applicationName, input.retry);
  for (const step of plan) console.note(stepText(step));
  if (input.dryRun) return report(context, input, { outcome: "planned", plan, deployments: [] });
  const running = plan.flatMap((step) => (step.kind === "adopt" ? [step] : []));
  if (running.length > 0) {
    adopted.push(...(await followAll(context, applicationName, running, pause)));
    if (adopted.some(({ outcome }) => outcome !== "rolled-out") || context.signal.aborted)
      return report(context, input, { outcome: outcomeOf(adopted), plan, deployments: adopted });
    // What was published while these ran waits for its own turn.
    plan = await planAll(context, names, applicationName, input.retry);
  }
  if (plan.some(({ kind }) => kind === "refuse"))
    return report(context, input, { outcome: "refused", plan, deployments: adopted });
  const starts = plan.flatMap((step) => (step.kind === "start" ? [step] : []));
  if (starts.length === 0) {
    if (adopted.length > 0) await prune(context, names);
    const outcome = adopted.length === 0 ? "nothing to do" : "rolled out";
    return report(context, input, { outcome, plan, deployments: adopted });
  }
  await confirmChange(
    console,
    `Shift the calls of ${starts.map(({ functionName, from, to }) => `${functionName} from version ${from} to ${to}`).join(", ")}, in ${target.title}?`,
    input.yes,
  );
  const begun = await Promise.all(
    starts.map(async ({ functionName, from, to }): Promise<Followed> => {
      const spec = { functionName, alias: ALIAS, current: from, target: to };
      return { functionName, deploymentId: await startDeployment(clients.codeDeploy, applicationName, spec) };
    }),
  );
  const deployments = [...adopted, ...(await followAll(context, applicationName, begun, pause))];
  const outcome = outcomeOf(deployments);
  if (outcome === "rolled out") {
    await reportUntried(context, deployments);
    await prune(context, names);
  }
  return report(context, input, { outcome, plan, deployments });
}

async function functionsOf(
  { target, clients }: RolloutContext,
  { function: typed }: Input,
  applicationName: string,
): Promise<readonly string[]> {
  const names = await groupNames(clients.codeDeploy, applicationName);
  if (typed === undefined) return names;
  const name = physicalNameOf(typed, target.outputs, names);
  if (!names.includes(name))
    throw new UsageError(`--function must be one that is rolled out, '${typed}' given. There are: ${names.join(", ")}`);
  return [name];
}

function planAll(
  { clients }: RolloutContext,
  names: readonly string[],
  applicationName: string,
  retry: boolean,
): Promise<Step[]> {
  return Promise.all(names.map(async (name) => planFunction(await readState(clients, applicationName, name), retry)));
}

function followAll(
  { target, clients, console, signal }: RolloutContext,
  applicationName: string,
  all: readonly Followed[],
  pause: Pause,
): Promise<readonly Ended[]> {
  const milliseconds = target.endpoint === undefined ? LOOK_MS : LOCAL_LOOK_MS;
  return follow(all, {
    clients,
    applicationName,
    signal,
    say: (line) => console.note(line),
    pause: () => pause(milliseconds, signal),
  });
}

function outcomeOf(deployments: readonly Ended[]): Result["outcome"] {
  if (deployments.some(({ outcome }) => outcome === "taken-back")) return "taken back";
  return deployments.some(({ outcome }) => outcome === "still-running") ? "still running" : "rolled out";
}

/** A version that nobody called passes by waiting. */
async function reportUntried(
  { target, clients, console }: RolloutContext,
  deployments: readonly Ended[],
): Promise<void> {
  // The emulator counts direct calls only.
  if (target.endpoint !== undefined) return;
  for (const { functionName, from, until } of deployments) {
    const calls = await callsBetween(clients.cloudWatch, functionName, from, until);
    if (calls === 0) console.note(`${functionName}: nobody called it meanwhile, so the new version was not tried`);
  }
}

async function prune({ clients, console }: RolloutContext, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const gone = await pruneVersions(clients.lambda, name);
    if (gone.length > 0) console.note(`${name}: ${counted(gone.length, "old version")} deleted: ${gone.join(", ")}`);
  }
}

const codes: Readonly<Record<Result["outcome"], ExitCode>> = {
  "nothing to do": exitCodes.ok,
  planned: exitCodes.ok,
  refused: exitCodes.declined,
  "rolled out": exitCodes.ok,
  "taken back": exitCodes.failed,
  "still running": exitCodes.failed,
};

function report({ console }: RolloutContext, { json }: Input, result: Result): ExitCode {
  if (json) console.sayJson(result);
  else {
    const { outcome, plan, deployments } = result;
    for (const { functionName, outcome: end, reason, deploymentId, spec } of deployments) {
      if (end === "still-running") console.say(`${functionName}: ${deploymentId} goes on by itself`);
      if (end === "taken-back") console.say(`${functionName}: back at version ${spec?.current}: ${reason}`);
    }
    const waiting = plan.filter(({ kind }) => kind === "start").length;
    const planned = `${counted(waiting, "function")} ${waiting === 1 ? "waits" : "wait"} for a roll-out`;
    console.say(outcome === "planned" ? planned : summaries[outcome]);
  }
  return codes[result.outcome];
}

const summaries: Readonly<Record<Exclude<Result["outcome"], "planned">, string>> = {
  "nothing to do": "nothing to do",
  refused: "refused: nothing was begun",
  "rolled out": "rolled out: the newest versions have all calls",
  "taken back": "taken back: the versions before have all calls. See docs/runbooks/rolled-back.md",
  "still running": "not followed any more. Go on with the same command; `--dry-run` says how far it is",
};
