import { pullRequestOf, pullRequestStack } from "../../bootstrap/names";
import { messageOf } from "../../values/message-of";
import { CommandError, type Run } from "./command";
import { type GitHub, pullRequest } from "./github";

/** A pull request with this label has a stack of its own. */
export const EPHEMERAL_LABEL = "ephemeral";

/** Writes the settings of a pull request's stack to where Pulumi looks for them. */
export type WriteSettings = (pullRequest: number) => void;

/** Names of the pull requests' stacks that there are. */
export async function ephemeralStacks(pulumi: Run): Promise<string[]> {
  const stacks: readonly { readonly name: string }[] = JSON.parse(await pulumi(["stack", "ls", "--json"]));
  // A bucket's backend names the organization and the project in front.
  const names = stacks.map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  return names.filter((name) => pullRequestOf(name) !== undefined).sort();
}

/**
 * Minutes after which the lock on a pull request's stack is that of a job which was killed: the time-outs of the jobs that change such
 * stacks are shorter.
 */
export const ABANDONED_AFTER_MINUTES = 120;

/** Destroys a pull request's stack and forgets it. False when there is none. @throws when something of it is left */
export async function destroyStack(pulumi: Run, writeSettings: WriteSettings, number: number): Promise<boolean> {
  const stack = pullRequestStack(number);
  if (!(await ephemeralStacks(pulumi)).includes(stack)) return false;
  writeSettings(number);
  const destroy = () =>
    pulumi([
      "destroy",
      ...["--stack", stack, "--yes", "--refresh", "--remove", "--non-interactive", "--color", "never"],
      ...["--suppress-outputs", "--suppress-permalink=true"],
    ]);
  try {
    await destroy();
  } catch (error) {
    if (!(error instanceof CommandError) || !isAbandoned(error.stderr, new Date())) throw error;
    await pulumi(["cancel", "--stack", stack, "--yes", "--non-interactive", "--color", "never"]);
    await destroy();
  }
  return true;
}

/** Whether Pulumi was stopped by nothing but locks that nobody holds any more: it says when each was made. */
export function isAbandoned(stderr: string, now: Date): boolean {
  if (!stderr.includes("the stack is currently locked by")) return false;
  const made = [...stderr.matchAll(/created by .+ \(pid \d+\) at (\S+)/g)].map(([, time = ""]) => Date.parse(time));
  return made.length > 0 && made.every((time) => now.getTime() - time > ABANDONED_AFTER_MINUTES * 60_000);
}

/** What a sweep has done, by the names of the stacks. */
export interface Sweep {
  readonly destroyed: readonly string[];
  readonly kept: readonly string[];
  /** Why a stack is still there although nobody wants it, or why that is not known. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Destroys the stacks of pull requests that are closed or have lost the label. One failure does not stop the rest. */
export async function sweepStacks(pulumi: Run, github: GitHub, writeSettings: WriteSettings): Promise<Sweep> {
  const destroyed: string[] = [];
  const kept: string[] = [];
  const failed = new Map<string, string>();
  for (const stack of await ephemeralStacks(pulumi)) {
    try {
      const number = pullRequestOf(stack) ?? 0;
      const { state, labels } = await pullRequest(github, number);
      if (state === "open" && labels.some(({ name }) => name === EPHEMERAL_LABEL)) kept.push(stack);
      else if (await destroyStack(pulumi, writeSettings, number)) destroyed.push(stack);
    } catch (error) {
      failed.set(stack, messageOf(error));
    }
  }
  return { destroyed, kept, failed };
}
