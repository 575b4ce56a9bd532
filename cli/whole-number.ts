import { InvalidArgumentError } from "commander";
import { readCount } from "./values";

/**
 * Reads an option or argument of a command that commander parses.
 *
 * @throws InvalidArgumentError naming both bounds, for text that is not a whole number from `least` to `most`.
 */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = readCount(text, least, most);
    if (count !== undefined) return count;
    throw new InvalidArgumentError(`It must be a whole number between ${least} and ${most}.`);
  };
}
