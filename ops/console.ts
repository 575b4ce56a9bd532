import { createInterface } from "node:readline/promises";
import type { CommandConsole } from "../cli/console";
import { UsageError } from "../cli/errors";
import { cleanLines } from "../functions/shared/clean-text";

/** Output and questions of a command. */
export interface OpsConsole extends CommandConsole {
  /** Asks a question that yes or no answers; undefined where nobody can be asked. */
  ask(question: string): Promise<boolean | undefined>;
}

/** A change was asked for without `--yes`, and nobody can be asked. */
export class UnattendedError extends UsageError {
  override readonly name = "UnattendedError";

  constructor(question: string) {
    super(
      `nobody can be asked here: standard input is no terminal. Nothing was changed. Give --yes to agree beforehand to:\n${question}`,
    );
  }
}

/** The person answered no. */
export class DeclinedError extends Error {
  override readonly name = "DeclinedError";

  constructor() {
    super("nothing was changed");
  }
}

/** The terminal. Questions go to standard error, so that standard output holds the answer only. */
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
 * Goes on only when the change is agreed to.
 *
 * @param agreed `--yes` was given
 * @throws {UnattendedError | DeclinedError}
 */
export async function confirmChange(console: OpsConsole, question: string, agreed: boolean): Promise<void> {
  if (agreed) return;
  const answer = await console.ask(question);
  if (answer === undefined) throw new UnattendedError(question);
  if (!answer) throw new DeclinedError();
}
