import { parse } from "yaml";

/** A step as it is written. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

/** A job as it is written. */
export interface Job {
  readonly if?: string;
  readonly "runs-on"?: string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>> | string;
  readonly concurrency?: Concurrency;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
  readonly uses?: string;
}

export interface Concurrency {
  readonly group?: string;
  readonly "cancel-in-progress"?: boolean | string;
}

/** A workflow as it is written, and its text. */
export interface Workflow {
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: Concurrency | undefined;
  readonly jobs: ReadonlyMap<string, Job>;
}

/** Reads a workflow. @throws what the YAML parser says */
export function readWorkflow(text: string): Workflow {
  const raw = parse(text) ?? {};
  return {
    text,
    on: triggers(raw.on),
    permissions: raw.permissions,
    concurrency: raw.concurrency,
    jobs: new Map(Object.entries(raw.jobs ?? {})),
  };
}

/** Steps of all jobs, or of a composite action. */
export function stepsOf(text: string): readonly Step[] {
  const raw = parse(text) ?? {};
  const jobs: readonly Job[] = Object.values(raw.jobs ?? {});
  return raw.runs === undefined ? jobs.flatMap(({ steps = [] }) => steps) : (raw.runs.steps ?? []);
}

function triggers(on: unknown): Readonly<Record<string, unknown>> {
  if (typeof on === "string") return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((name) => [name, null])) : (on as Record<string, unknown>);
}
