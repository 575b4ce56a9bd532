import { createInterface } from "node:readline/promises";
import type { CommandConsole } from "../cli/console";
import { UsageError } from "../cli/errors";
import { cleanLines } from "../functions/shared/clean-text";

/** Output and questions of a command. */
export interface OpsConsole extends CommandConsole {
  /** Asks a yes-or-no question; undefined when there is no user to ask. */
  ask(question: string): Promise<boolean | undefined>;
}

/** A change was requested without `--yes`, and there is no user to ask. */
export class UnattendedError extends UsageError {
  override readonly name = "UnattendedError";

  constructor(question: string) {
    super(
      `nobody can be asked here: standard input is no terminal. Nothing was changed. Give --yes to agree beforehand to:\n${question}`,
    );
  }
}

/** The user answered no. */
export class DeclinedError extends Error {
  override readonly name = "DeclinedError";

  constructor() {
    super("nothing was changed");
  }
}

/** The terminal. Questions go to standard error, so that standard output contains the result only. */
export function terminal(console: CommandConsole): OpsConsole {
  return {
    ...console,
    async ask(question) {
      if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        // Ctrl-C and Ctrl-D are a no.
        const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
        const typed = lines.question(`${cleanLines(question)}\nGo on? [y/N] `).catch(() => "");
        const answer = await Promise.race([typed, closed]);
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        lines.close();
      }
    },
  };
}

/**
 * Continues only when the user confirms the change.
 *
 * @param agreed whether `--yes` was given
 * @throws {UnattendedError | DeclinedError}
 */
export async function confirmChange(console: OpsConsole, question: string, agreed: boolean): Promise<void> {
  if (agreed) return;
  const answer = await console.ask(question);
  if (answer === undefined) throw new UnattendedError(question);
  if (!answer) throw new DeclinedError();
}
