import { cleanJson, cleanLines } from "../functions/shared/clean-text";
import { widthOf, wrap } from "./width";

/** Where a command speaks. All of it is cleaned of what could steer a terminal, and fits its width. */
export interface CommandConsole {
  /** The answer: lines on standard output. */
  say(text: string): void;
  /** The same, not broken at the terminal's width: a command or a token that is copied. */
  sayWhole(text: string): void;
  /** The answer as one JSON document on standard output; whatever could steer a terminal is escaped, so that the document is the same. */
  sayJson(value: unknown): void;
  /** Progress, notices, problems: lines on standard error. */
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
