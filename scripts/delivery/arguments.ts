import { InvalidArgumentError } from "commander";
import { CommandFailedError } from "../../cli/errors";

/** A pull request's number, given on the command line. */
export function pullRequestNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be the number of a pull request.");
  return Number(text);
}

/**
 * A variable of the environment that a workflow sets.
 *
 * @throws {CommandFailedError} it is not set, or empty
 */
export function variable(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const value = env[name];
  if (value === undefined || value === "")
    throw new CommandFailedError(`the variable ${name} is not set: workflows set it`);
  return value;
}
