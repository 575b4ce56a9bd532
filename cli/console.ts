import { cleanJson, cleanLines } from "../functions/shared/clean-text";
import { widthOf, wrap } from "./width";

/** Output of a command. All of it is cleaned of terminal control sequences, and wrapped to the terminal's width. */
export interface CommandConsole {
  /** The result: lines on standard output. */
  say(text: string): void;
  /** As `say`, but not wrapped: for a command or a token that the user copies. */
  sayWhole(text: string): void;
  /** The result as one JSON document on standard output. Control characters are escaped, which leaves the document's meaning unchanged. */
  sayJson(value: unknown): void;
  /** Progress, notices and problems: lines on standard error. */
  note(text: string): void;
}

/** Standard output and standard error. Writes to a closed pipe are ignored. */
export function standardConsole(): CommandConsole {
  const [out, err] = [process.stdout, process.stderr];
  const [outWidth, errWidth] = [widthOf(out), widthOf(err)];
  return {
    say: (text) => void out.write(`${wrap(cleanLines(text), outWidth)}\n`),
    sayWhole: (text) => void out.write(`${cleanLines(text)}\n`),
    sayJson: (value) => void out.write(`${cleanJson(value)}\n`),
    note: (text) => void err.write(`${wrap(cleanLines(text), errWidth)}\n`),
  };
}
