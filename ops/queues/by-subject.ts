import type { DeadLetterSummary } from "./dead-letter";
import type { Subject } from "./subject";

/** All dead letters of one subject, together. */
export interface SubjectReport extends Subject {
  readonly letters: number;
  /** ISO 8601; the oldest dead letter. */
  readonly since: string;
  /** How many dead letters have which reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Details of the dead letters besides the reason, each once. */
  readonly details: readonly string[];
  readonly correlationIds: readonly string[];
  readonly functionNames: readonly string[];
  /** Ids that their bodies name. */
  readonly ids: Readonly<Record<string, string>>;
  readonly messageIds: readonly string[];
}

/** Groups dead letters by subject, in the order in which the subjects first appear. */
export function bySubject(letters: readonly DeadLetterSummary[]): readonly SubjectReport[] {
  const groups = new Map<string, DeadLetterSummary[]>();
  for (const deadLetter of letters) {
    const key = `${deadLetter.subject.kind} ${deadLetter.subject.id}`;
    groups.set(key, [...(groups.get(key) ?? []), deadLetter]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const reasons: Record<string, number> = {};
    for (const { reason } of group) reasons[reason] = (reasons[reason] ?? 0) + 1;
    const each = (read: (deadLetter: DeadLetterSummary) => string | undefined) => [
      ...new Set(group.flatMap((deadLetter) => read(deadLetter) ?? [])),
    ];
    const [since = first.sentAt] = group.map(({ sentAt }) => sentAt).toSorted();
    return [
      {
        ...first.subject,
        letters: group.length,
        since,
        reasons,
        details: each(({ detail }) => detail),
        correlationIds: each(({ correlationId }) => correlationId),
        functionNames: each(({ functionName }) => functionName),
        ids: Object.assign({}, ...group.map(({ ids }) => ids)),
        messageIds: group.map(({ messageId }) => messageId),
      },
    ];
  });
}
