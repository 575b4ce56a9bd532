import type { DrillResult } from "./result";

const marks = { held: "ok  ", failed: "FAILED ", refused: "REFUSED " } as const;

/** A result as lines of text. */
export function textOf(result: DrillResult): string {
  const { name, verdict, alarms, faults, sent, seen, lost, duplicated, deadLettered, commands, seconds } = result;
  const list = (names: readonly string[]) => names.join(", ") || "none";
  return [
    `${marks[verdict]}${name} [${seconds} s]: ${result.hypothesis}`,
    `faults: ${faults.list.join("; ") || "none"}; ${faults.hit} of ${faults.calls} calls met one`,
    `alarms: expected ${list(alarms.expected)}; raised ${list(alarms.fired)}; unexpected ${list(alarms.unexpected)}`,
    ...Object.entries(alarms.explained).map(([alarm, why]) => `raised as well: ${alarm}, for ${why}`),
    `sent ${sent}, seen ${seen}, lost ${lost}, twice ${duplicated}, dead letters ${deadLettered}`,
    ...commands.map(({ command, ok, said }) => `${ok ? "" : "FAILED "}${command}: ${said}`),
    ...result.problems.map((problem) => `does not hold: ${problem}`),
    ...result.notShown.map((text) => `not shown: ${text}`),
  ].join("\n");
}
