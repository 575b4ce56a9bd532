import { shellWord } from "../cli/shell-word";

/** The `npm run ops --` command line for a terminal. @param commandOptions behind it, such as `--stack prod`; may be empty */
export function opsCommandLine(args: readonly string[], commandOptions: string): string {
  const options = commandOptions === "" ? [] : [commandOptions];
  return ["npm run ops --", ...args.map(shellWord), ...options].join(" ");
}
