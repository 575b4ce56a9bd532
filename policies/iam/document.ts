import type { Resource } from "../engine/resource";
import { isUnknown, UnknownValue } from "../engine/unknown";

/** One value of a condition: `StringEquals`, `aws:SourceAccount`, and the values of which one must fit. */
export interface Condition {
  readonly operator: string;
  /** As written; compare by lower case, for AWS does not tell cases apart. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a statement is about: kind (`AWS`, `Service`, `Federated`, `CanonicalUser`, or `*` for the bare star) and values. */
export interface Principal {
  readonly kind: string;
  readonly values: readonly string[];
}

/** A statement of a policy with everything that may be one or many as a list. */
export interface Statement {
  /** Where it stands, such as `policy.Statement[2]`: for messages. */
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

/**
 * The statements of the policy in a property; undefined when there is no policy, or none that can be read.
 *
 * @throws {UnknownValue} the policy is not known yet
 */
export function statementsIn(resource: Resource, property: string): readonly Statement[] | undefined {
  const document = resource.json(property);
  if (!isObject(document)) return undefined;
  return many(document.Statement)
    .filter(isObject)
    .map((statement, index) => ({
      path: `${property}.Statement[${index}]`,
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

function principals(value: unknown): readonly Principal[] {
  if (typeof value === "string") return [{ kind: value === "*" ? "*" : "AWS", values: [value] }];
  if (!isObject(value)) return [];
  return Object.entries(value).map(([kind, values]) => ({ kind, values: texts(values) }));
}

function conditions(value: unknown): readonly Condition[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([operator, keys]) =>
    isObject(keys) ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) })) : [],
  );
}

/** A document that is an object in the program may have values in it that a preview does not know. @throws {UnknownValue} */
function texts(value: unknown): readonly string[] {
  return many(value).map((item) => {
    if (isUnknown(item)) throw new UnknownValue("a value in the policy");
    return String(item);
  });
}

function many(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
