import { InvalidArgumentError } from "commander";

/**
 * Reads an option or argument of a command that commander parses.
 *
 * @throws InvalidArgumentError naming both bounds, for text that is not a whole number from `least` to `most`.
 */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= least && count <= most) return count;
    throw new InvalidArgumentError(`It must be a whole number between ${least} and ${most}.`);
  };
}
