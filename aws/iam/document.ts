import { isRecord } from "../../values/is-record";

/** A condition: operator such as `StringEquals`, key such as `aws:SourceAccount`, and the values of which one must match. */
export interface Condition {
  readonly operator: string;
  /** As written. Compare it in lower case, because IAM ignores the case of keys. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The principals of a statement: kind (`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for the bare star) and values. */
export interface Principal {
  readonly kind: string;
  readonly values: readonly string[];
}

/** A statement of a policy; every element that may be one value or a list is a list here. */
export interface Statement {
  /** Its path, such as `policy.Statement[2]`, for messages. */
  readonly path: string;
  readonly effect: string;
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly Condition[];
}

/** Options for reading a document. */
export interface Reading {
  /** Path of the document, for messages. @default empty */
  readonly at?: string;
  /** Converts a single value of the document to a string. @default `String` */
  readonly textOf?: (value: unknown) => string;
}

/**
 * The statements of a policy document, given as an object or as JSON; undefined when it is not a policy document.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export function readStatements(
  document: unknown,
  { at = "", textOf = String }: Reading = {},
): readonly Statement[] | undefined {
  const found = typeof document === "string" ? parse(document) : document;
  if (!isRecord(found)) return undefined;
  const texts = (value: unknown) => asList(value).map(textOf);
  const principals = (value: unknown): readonly Principal[] => {
    if (typeof value === "string") return [{ kind: value === "*" ? "*" : "AWS", values: [value] }];
    return isRecord(value) ? Object.entries(value).map(([kind, values]) => ({ kind, values: texts(values) })) : [];
  };
  const conditions = (value: unknown): readonly Condition[] =>
    Object.entries(isRecord(value) ? value : {}).flatMap(([operator, keys]) =>
      isRecord(keys) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })) : [],
    );
  return asList(found.Statement)
    .filter(isRecord)
    .map((statement, index) => ({
      path: `${at === "" ? "" : `${at}.`}Statement[${index}]`,
      effect: typeof statement.Effect === "string" ? statement.Effect : "",
      principals: principals(statement.Principal),
      notPrincipals: principals(statement.NotPrincipal),
      actions: texts(statement.Action),
      notActions: texts(statement.NotAction),
      resources: texts(statement.Resource),
      notResources: texts(statement.NotResource),
      conditions: conditions(statement.Condition),
    }));
}

/** The conditions of a statement on this key, whatever the operator. */
export function conditionsOn(statement: Statement, key: string): readonly Condition[] {
  return statement.conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase());
}

/** Whether a statement applies only to requests without TLS. */
export function isForPlainRequests({ conditions }: Statement): boolean {
  const [condition, ...others] = conditions;
  if (condition === undefined || others.length > 0) return false;
  const { operator, key, values } = condition;
  return `${operator} ${key} ${values.join()}`.toLowerCase() === "bool aws:securetransport false";
}

/** A JSON element that may be one value or a list of values, as a list. */
export function asList<T>(value: T | readonly T[] | undefined | null): readonly T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
