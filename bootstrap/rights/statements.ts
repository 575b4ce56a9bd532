import { type Access, accesses, type Rows } from "./row";
import { type Scope, type ScopeName, scopes } from "./scopes";
import type { PlainConditions, Subject } from "./subject";

/** A statement of an identity policy. */
export interface PlainStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PlainConditions;
}

/** Everything that a deployment may do with the resources of some types. */
export const deploying: readonly Access[] = accesses;

/** Operations of a preview or a refresh, which only read. */
export const reading: readonly Access[] = ["read"];

/** One statement per scope, or for those that share one: the actions of all types on it, sorted, each once. */
export function statementsFor(rows: Rows, granted: readonly Access[], subject: Subject): PlainStatement[] {
  const found = new Map<string, PlainStatement>();
  for (const [name, actions] of actionsByScope(rows, granted)) {
    const { Sid = name, ...statement } = statementOf(name, actions, subject);
    const before = found.get(Sid);
    found.set(Sid, {
      Sid,
      ...statement,
      Action: union(before?.Action, statement.Action),
      Resource: union(before?.Resource, statement.Resource),
    });
  }
  return [...found.values()].filter(({ Resource }) => Resource.length > 0);
}

function union(before: readonly string[] | undefined, more: readonly string[]): readonly string[] {
  return before === undefined ? more : [...new Set([...before, ...more])].sort();
}

/** Actions by scope, sorted. */
export function actionsByScope(rows: Rows, granted: readonly Access[]): ReadonlyMap<ScopeName, readonly string[]> {
  const found = new Map<ScopeName, Set<string>>();
  for (const right of Object.values(rows).flat()) {
    for (const action of granted.flatMap((access) => right[access] ?? [])) {
      const actions = found.get(right.scope) ?? new Set();
      found.set(right.scope, actions.add(action));
    }
  }
  return new Map([...found].map(([name, actions]) => [name, [...actions].sort()]));
}

/** The statement of a scope. Its name is the scope's, or that of the statement that it shares. */
export function statementOf(name: ScopeName, actions: readonly string[], subject: Subject): PlainStatement {
  const scope: Scope = scopes[name];
  const conditions = scope.conditions?.(subject);
  return {
    Sid: scope.statement ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    Effect: "Allow",
    Action: actions,
    Resource: scope.arns(subject),
    ...(conditions && { Condition: conditions }),
  };
}

/** A policy document as JSON text, without a space or a pair of brackets that would count. */
export function documentOf(statements: readonly PlainStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, (key, value: unknown) =>
    key !== "Statement" && Array.isArray(value) && value.length === 1 ? value[0] : value,
  );
}
