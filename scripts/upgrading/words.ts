import type { ProblemKind } from "../../program/update/problems";
import type { Effect } from "./effect";

/** What happens to what a problem's resources hold, or to whom it concerns. Interruptions stand with the calls. */
const dataWords: Readonly<Record<Exclude<ProblemKind, "interrupts">, string>> = {
  "loses data": "lost",
  "deletes the new one": "gone at the end, the new one too",
  "refused by AWS": "AWS refuses the new one, nothing is lost",
  "refused in the preview": "the preview is refused",
  "left in AWS": "stays in AWS, outside the stack",
  "asks people": "to be confirmed or verified again",
};

/** What happens to data and people, in one kind of stack. */
export function dataText({ problems, expiries }: Effect): string {
  const parts = (Object.keys(dataWords) as (keyof typeof dataWords)[]).flatMap((kind) => {
    const types = problems[kind];
    return types === undefined ? [] : [`${dataWords[kind]}: ${codes(types)}`];
  });
  if (expiries.length > 0) parts.push(`kept shorter, what is older is deleted: ${codes(expiries)}`);
  return parts.length === 0 ? "stays" : parts.join("; ");
}

/** What callers notice. */
export function callsText({ problems, newVersions }: Effect): string {
  const versions = newVersions === 1 ? "a function gets" : "functions get";
  const parts = [
    ...(newVersions > 0 ? [`${versions} a new version`] : []),
    ...(problems.interrupts === undefined ? [] : [`fail or wait while there is none: ${codes(problems.interrupts)}`]),
  ];
  return parts.length === 0 ? "go on" : parts.join("; ");
}

/** What becomes of names. */
export function namesText({ created, deleted, replaced, updated }: Effect): string {
  const come = [...new Set([...created, ...deleted])].sort();
  const parts = [
    ...(come.length > 0 ? [`come and go: ${codes(come)}`] : []),
    ...(replaced.length > 0 ? [`replaced: ${codes(replaced)}`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : updated > 0 ? "stay" : UNUSED;
}

/** Of a setting that nothing reads, or whose example lacks what must stand beside it. */
export const UNUSED = "nothing is changed";

function codes(types: readonly string[]): string {
  return types.map((type) => `\`${type}\``).join(", ");
}
