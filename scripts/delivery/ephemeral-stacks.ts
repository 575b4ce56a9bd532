import { pullRequestOf, pullRequestStack } from "../../bootstrap/names";
import { messageOf } from "../../values/message-of";
import { CommandError, type Run } from "./command";
import { type GitHub, pullRequest } from "./github";

/** A pull request with this label has a stack of its own. */
export const EPHEMERAL_LABEL = "ephemeral";

/** Writes the settings of a pull request's stack to the file that Pulumi reads. */
export type WriteSettings = (pullRequest: number) => void;

/** Names of the existing stacks of pull requests. */
export async function ephemeralStacks(pulumi: Run): Promise<string[]> {
  const stacks: readonly { readonly name: string }[] = JSON.parse(await pulumi(["stack", "ls", "--json"]));
  // The bucket backend prefixes names with organization and project.
  const names = stacks.map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  return names.filter((name) => pullRequestOf(name) !== undefined).sort();
}

/**
 * Minutes after which a lock on a pull request's stack must be left from a killed job: the jobs that change such stacks have shorter
 * timeouts.
 */
export const ABANDONED_AFTER_MINUTES = 120;

/** Destroys and removes a pull request's stack. False when there is none. @throws part of it could not be destroyed */
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

/** Whether Pulumi stopped only because of abandoned locks; its message has the time of each lock. */
export function isAbandoned(stderr: string, now: Date): boolean {
  if (!stderr.includes("the stack is currently locked by")) return false;
  const made = [...stderr.matchAll(/created by .+ \(pid \d+\) at (\S+)/g)].map(([, time = ""]) => Date.parse(time));
  return made.length > 0 && made.every((time) => now.getTime() - time > ABANDONED_AFTER_MINUTES * 60_000);
}

/** Result of a sweep, by stack name. */
export interface Sweep {
  readonly destroyed: readonly string[];
  readonly kept: readonly string[];
  /** Stacks that could not be destroyed or checked, with the reason. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Destroys the stacks of pull requests that are closed or lack the label. A failure does not stop the others. */
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
