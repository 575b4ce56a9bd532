import { allOf, anyOf, contextOf, hasVariable, holds, type RequestContext, type Truth } from "./conditions";
import type { Principal, Statement } from "./document";
import { covers, coversName } from "./pattern";

/** The principal that makes a request. */
export interface Caller {
  readonly kind: "AWS" | "Service" | "Federated";
  /** ARN, service principal or name of the identity provider. */
  readonly name: string;
  /** Its account, 12 digits: a policy may name the account instead of the principal. */
  readonly account?: string;
}

/** A request as IAM sees it. */
export interface AccessRequest {
  /** Such as `sqs:SendMessage`. */
  readonly action: string;
  /** ARN; `*` for an action without a resource level. */
  readonly resource: string;
  /** Needed for policies with principals: without a caller no such statement applies. */
  readonly caller?: Caller;
  /** @default a context without any keys */
  readonly context?: RequestContext;
}

/** The effect of statements on a request: whether one allows it, and whether one denies it. */
export interface Answer {
  readonly allowed: Truth;
  readonly denied: Truth;
}

const nothing = contextOf({});

/**
 * The effect of the statements of one kind of policy on a request. A statement applies if it matches the caller, the action and the
 * resource, and all of its conditions are met.
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

/** Whether statements certainly allow a request: one certainly allows it, and certainly none denies it. */
export function isAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const { allowed, denied } = answer(statements, request);
  return allowed === true && denied === false;
}

/** Whether statements may allow a request: an unknown, such as a condition on a key that may be absent, counts as allowed. */
export function mayBeAllowed(statements: readonly Statement[], request: AccessRequest): boolean {
  const { allowed, denied } = answer(statements, request);
  return allowed !== false && denied !== true;
}

/** The policies that apply to a request inside one account. */
export interface Policies {
  /** The caller's policies. */
  readonly identity: readonly Statement[];
  /** The permissions boundary, which limits what `identity` allows. @default no boundary */
  readonly boundary?: readonly Statement[];
  /** The resource's policy. */
  readonly resource?: readonly Statement[];
}

/**
 * Whether a request of a role or user is authorized inside one account. An explicit Deny in any policy wins. Otherwise either the caller's
 * policies and the boundary must both allow it, or the resource's policy must. A boundary also limits what a resource's policy grants to a
 * role, but not what it grants to a user or to every principal.
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

/** Whether a statement matches an action on a resource. */
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
  // A role's trust policy has no Resource element: it applies to the role itself.
  return resources.length === 0 && /^sts:/i.test(action) ? true : fits(resources);
}

/** Whether a statement matches the caller. An identity policy has no principals and always does. */
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
