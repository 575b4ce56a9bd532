import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectRoot } from "../../launch/project-root.cjs";

/** The Pulumi CLI could not be called. */
export class PulumiError extends Error {
  override readonly name = "PulumiError";
}

/** Runs a program and returns its output. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

const run: RunProgram = async (program, args) => {
  // Outputs are small; a CLI that waits for a login or a passphrase must not hang for ever.
  const options = { cwd: projectRoot, timeout: 120_000, maxBuffer: 16 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, [...args], options);
  return stdout;
};

/**
 * Gets the outputs of a stack from the Pulumi CLI.
 *
 * @throws {PulumiError} the CLI is not installed, or fails; the message says what to do instead
 */
export async function pulumiOutputs(stack: string, runProgram: RunProgram = run): Promise<unknown> {
  let text: string;
  try {
    text = await runProgram("pulumi", ["stack", "output", "--json", "--non-interactive", "--stack", stack]);
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === "ENOENT") {
      throw new PulumiError(
        "the Pulumi CLI is not installed here. Install it, or write the outputs where it is: " +
          `pulumi stack output --json --stack ${stack} > outputs.json, and give that file with --outputs outputs.json`,
      );
    }
    const why = (stderr ?? "").trim() || String((error as Error).message);
    throw new PulumiError(`pulumi did not give the outputs of stack '${stack}': ${why}`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PulumiError(`pulumi did not answer with JSON for stack '${stack}'`, { cause });
  }
}
