import { InvalidArgumentError } from "commander";

/** A pull request's number as it stands on a command line. */
export function pullRequestNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be the number of a pull request.");
  return Number(text);
}

/**
 * A variable of the environment that a workflow sets.
 *
 * @throws when it is not set, or empty
 */
export function variable(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`the variable ${name} is not set: workflows set it`);
  return value;
}

/** Runs a command line and turns a failure into a message and an exit code. */
export function runMain(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
