import type { CheckResult, Diagnosis, PipelineReport } from "./model";

/** Failed expectations of one pipeline that failed for the same reason. */
export interface Failure {
  readonly pipeline: string;
  readonly ids: readonly string[];
  readonly detail: string;
}

/** What failed, each reason once: a check that proves several requirements fails all of them at the same time. */
export function failuresIn(pipelines: readonly Pick<PipelineReport, "name" | "checks">[]): readonly Failure[] {
  return pipelines.flatMap(({ name, checks }) => {
    const byDetail = new Map<string, CheckResult[]>();
    for (const check of checks.filter(({ ok }) => !ok)) {
      byDetail.set(check.detail, [...(byDetail.get(check.detail) ?? []), check]);
    }
    return [...byDetail].map(([detail, own]) => ({
      pipeline: name,
      ids: [...new Set(own.map(({ id }) => id))],
      detail,
    }));
  });
}

/** The command that helps with a kind of failure; undefined for another kind. */
interface Help {
  readonly command: (seen: Seen) => string | undefined;
  readonly why: string;
  /** Whether it needs a running stack. */
  readonly needsStack: boolean;
}

const helps: readonly Help[] = [
  {
    command: ({ facts }) => (facts.some((fact) => / holds \d/.test(fact)) ? "npm run ops -- deadletters" : undefined),
    why: "the dead letters, and why they failed",
    needsStack: true,
  },
  {
    command: ({ facts }) => {
      const name = first(facts, /^The error log has .*?: ([\w-]+)/) ?? first(facts, /^access denied: ([\w-]+)/);
      return name === undefined ? undefined : `npm run ops -- errors --function ${name} --verbose`;
    },
    why: "that function's errors, with their stacks",
    needsStack: true,
  },
  {
    command: ({ failures }) => {
      const details = failures.map(({ detail }) => detail);
      const id = first(details, uuid);
      return id === undefined ? undefined : `npm run ops -- trace ${id}`;
    },
    why: "everything that happened to the first id above",
    needsStack: true,
  },
  {
    command: ({ failures }) =>
      failures.some(({ ids }) => ids.includes("X19")) ? "npm run policies -- --stack local" : undefined,
    why: "the violations in full",
    needsStack: false,
  },
];

/** The pattern's group in the first text that matches. */
function first(texts: readonly string[], pattern: RegExp): string | undefined {
  return texts.map((text) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
}

const uuid = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/;

interface Seen {
  readonly failures: readonly Failure[];
  readonly facts: readonly string[];
}

/**
 * Suggests the next commands, from what failed and what was observed.
 *
 * @param kept whether the stack is still running
 */
export function diagnose(
  pipelines: readonly Pick<PipelineReport, "name" | "checks">[],
  facts: readonly string[],
  kept: boolean,
): Diagnosis {
  const failures = failuresIn(pipelines);
  const next = helps.flatMap(({ command, ...rest }) => {
    const found = command({ failures, facts });
    return found === undefined ? [] : [{ ...rest, command: found }];
  });
  const busy = facts.some((fact) => fact.startsWith("this machine was too busy"));
  const again = "the same run again; a failure that is gone then was caused by the machine's load";
  const stay = "the same run again; it stays up for the next commands";
  return {
    facts,
    next: [
      ...(busy ? [{ command: "npm start", why: `once the machine has time: ${again}` }] : []),
      ...(!kept && next.some(({ needsStack }) => needsStack) ? [{ command: "npm start -- --keep", why: stay }] : []),
      ...next.map(({ command, why }) => ({ command, why })),
      ...(next.length === 0 && !busy ? [{ command: "npm start", why: again }] : []),
    ],
  };
}
