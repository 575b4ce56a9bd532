import { execFile } from "node:child_process";
import { PythonMissingError } from "./errors";

/** A Python interpreter that is new enough. */
export interface Python {
  /** Absolute path of the interpreter itself, not of a launcher. */
  readonly executable: string;
  /** Such as "3.12". */
  readonly version: string;
}

/** The emulator's own lower bound (its `Requires-Python`). */
const minimum = { major: 3, minor: 10 };

const names = ["python3", "python3.13", "python3.12", "python3.11", "python3.10", "python3.14", "python"];

/**
 * Finds the first Python >= 3.10 on PATH.
 *
 * @param env the environment to look in. Default: this process's own
 * @throws {PythonMissingError} naming what was found instead
 */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const tooOld: string[] = [];
  for (const name of names) {
    const answer = await ask(name, env);
    if (answer === undefined) continue;
    if (answer.major === minimum.major && answer.minor >= minimum.minor) {
      return { executable: answer.executable, version: `${answer.major}.${answer.minor}` };
    }
    tooOld.push(`${name} is ${answer.major}.${answer.minor}`);
  }
  throw new PythonMissingError(tooOld);
}

interface Answer {
  readonly executable: string;
  readonly major: number;
  readonly minor: number;
}

/** A program's Python version; undefined when it is missing, does not respond within 10 seconds, or is not Python. */
function ask(name: string, env: NodeJS.ProcessEnv): Promise<Answer | undefined> {
  const question = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)";
  return new Promise((resolve) => {
    execFile(name, ["-I", "-c", question], { env, timeout: 10_000 }, (error, stdout) => {
      const match = /^(\d+) (\d+) (.+)$/m.exec(stdout);
      if (error !== null || match === null) return resolve(undefined);
      const [, major = "", minor = "", executable = ""] = match;
      resolve({ executable: executable.trim(), major: Number(major), minor: Number(minor) });
    });
  });
}
