import { allOf, anyOf, contextOf, hasVariable, holds, type RequestContext, type Truth } from "./conditions";
import type { Principal, Statement } from "./document";
import { covers, coversName } from "./pattern";

/** Who makes a request. */
export interface Caller {
  readonly kind: "AWS" | "Service" | "Federated";
  /** ARN, service principal or name of the provider. */
  readonly name: string;
  /** Account that it belongs to, 12 digits: a policy may name this in its place. */
  readonly account?: string;
}

/** A request as IAM sees it. */
export interface AccessRequest {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** ARN; `*` for an action without a resource level. */
  readonly resource: string;
  /** Needed for policies that name principals; without it none of those statements is about the request. */
  readonly caller?: Caller;
  /** Default: nothing comes with the request. */
  readonly context?: RequestContext;
}

/** What statements say to a request: whether one allows it, and whether one denies it. */
export interface Answer {
  readonly allowed: Truth;
  readonly denied: Truth;
}

const nothing = contextOf({});

/**
 * What the statements of one kind of policy say to a request. A statement counts if it is about the caller, the action and the resource,
 * and all of its conditions hold.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function answer(statements: readonly Statement[], request: AccessRequest): Answer {
  const about = (effect: boolean) =>
    anyOf(
      statements.filter((statement) => (statement.effect === "Allow") === effect).map((one) => applies(one, request)),
    );
  return { allowed: about(true), denied: about(false) };
}

/** Whether statements let a request through for certain: one surely allows it, and surely none denies it. */
export function isAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const { allowed, denied } = answer(statements, request);
  return allowed === true && denied === false;
}

/** Whether statements may let a request through: what cannot be known, such as a condition on a key that may be absent, counts as allowed. */
export function mayBeAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const { allowed, denied } = answer(statements, request);
  return allowed !== false && denied !== true;
}

/** The policies that a request inside one account meets. */
export interface Policies {
  /** Of the caller. */
  readonly identity: readonly Statement[];
  /** Bounds what `identity` allows; none: nothing does. */
  readonly boundary?: readonly Statement[];
  /** Of the resource. */
  readonly resource?: readonly Statement[];
}

/**
 * Whether a request of a role or user is authorized inside one account. An explicit Deny in any policy wins; the caller's policies must
 * allow it together with the boundary, or the resource's policy must. A boundary limits what a resource's policy gives to a role, but not
 * what it gives to a user, or to everybody.
 *
 * Source: IAM User Guide, "Policy evaluation logic" and "Permissions boundaries for IAM entities".
 */
export function isAuthorized({ identity, boundary, resource = [] }: Policies, request: AccessRequest): boolean {
  const own = answer(identity, request);
  const bound = boundary === undefined ? { allowed: true, denied: false } : answer(boundary, request);
  const other = answer(resource, request);
  if ([own, bound, other].some(({ denied }) => denied !== false)) return false;
  const toRole = /:role\//.test(request.caller?.name ?? "");
  return (
    (own.allowed === true && bound.allowed === true) || (other.allowed === true && (!toRole || bound.allowed === true))
  );
}

function applies(statement: Statement, request: AccessRequest): Truth {
  const { context = nothing } = request;
  const parts = [concerns(statement, request), named(statement, request)];
  return parts.includes(false)
    ? false
    : allOf([...parts, ...statement.conditions.map((condition) => holds(condition, context))]);
}

/** Whether a statement is about an action on a resource. */
export function concerns(
  statement: Statement,
  { action, resource }: Pick<AccessRequest, "action" | "resource">,
): Truth {
  const { actions, notActions, resources, notResources } = statement;
  const act =
    notActions.length > 0
      ? !notActions.some((one) => coversName(one, action))
      : actions.some((one) => coversName(one, action));
  if (!act) return false;
  const fits = (patterns: readonly string[]) =>
    anyOf(patterns.map((pattern) => (hasVariable(pattern) ? undefined : covers(pattern, resource))));
  if (notResources.length > 0) {
    const excepted = fits(notResources);
    return excepted === undefined ? undefined : !excepted;
  }
  // A role's trust policy names no resource: it is the role's.
  return resources.length === 0 && /^sts:/i.test(action) ? true : fits(resources);
}

/** Whether it is about the caller. A policy of the caller's own names nobody. */
function named({ principals, notPrincipals }: Statement, { caller }: AccessRequest): boolean {
  if (principals.length === 0 && notPrincipals.length === 0) return true;
  const among = (list: readonly Principal[]) => list.some((principal) => isCaller(principal, caller));
  return notPrincipals.length > 0 ? !among(notPrincipals) : among(principals);
}

function isCaller({ kind, values }: Principal, caller: Caller | undefined): boolean {
  if (kind === "*" || (kind === "AWS" && values.includes("*"))) return true;
  if (caller === undefined || kind !== caller.kind) return false;
  const { name, account } = caller;
  return values.some((value) => {
    if (kind === "Service") return value.toLowerCase() === name.toLowerCase();
    return value === name || (account !== undefined && (value === account || value.endsWith(`::${account}:root`)));
  });
}
