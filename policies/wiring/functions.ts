import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

const functionType = awsTypes.lambda.function;
const aliasType = awsTypes.lambda.alias;

/** All functions of the stack. */
export function functionsOf(stack: Stack): readonly Resource[] {
  return stack.ofType(functionType);
}

/** The function or alias that a property calls. */
export interface Callee {
  readonly function: Resource;
  /** Undefined when the property names the function itself, which calls its unpublished version. */
  readonly alias: Resource | undefined;
}

/**
 * The function of this stack that a property names: by ARN or name, of the function or of an alias.
 *
 * @throws {UnknownValue} neither the value nor its origin is known
 */
export function calleeOf(stack: Stack, resource: Resource, property: string): Callee | undefined {
  const [named] = stack.named(resource, property, aliasType, functionType);
  return named === undefined ? undefined : calleeAt(stack, named);
}

/** What a call of this alias or function reaches; undefined for any other resource. @throws {UnknownValue} */
export function calleeAt(stack: Stack, named: Resource): Callee | undefined {
  if (named.type === functionType) return { function: named, alias: undefined };
  if (named.type !== aliasType) return undefined;
  const [behind] = stack.named(named, "functionName", functionType);
  return behind === undefined ? undefined : { function: behind, alias: named };
}

/** The role of a function; undefined when another stack owns it. @throws {UnknownValue} */
export function roleOf(stack: Stack, lambda: Resource): Resource | undefined {
  return stack.named(lambda, "role", awsTypes.iam.role)[0];
}

/** The inline policies of a role. @throws {UnknownValue} */
export function policiesOf(stack: Stack, role: Resource): readonly Resource[] {
  return stack
    .ofType(awsTypes.iam.rolePolicy)
    .filter((policy) => stack.named(policy, "role", awsTypes.iam.role).includes(role));
}

/** Environment variables whose value is known, by name. @throws {UnknownValue} the variables as a whole are not known */
export function environmentOf(lambda: Resource): ReadonlyMap<string, string> {
  const names = lambda.keys("environment.variables");
  const known = names.flatMap((name): [string, string][] => {
    const value = Reflect.get(Object(lambda.raw.props.environment).variables, name);
    return typeof value === "string" ? [[name, value]] : [];
  });
  return new Map(known);
}
