import * as z from "zod";
import type { Resource } from "./resource";
import type { Context, Rule, RuleFacts, StackContext } from "./rule";
import type { Stack } from "./stack";

/** A rule that checks one resource at a time. */
interface ResourceRuleDefinition<S extends z.ZodRawShape> extends RuleFacts {
  /** Type tokens; empty for every resource. */
  readonly types: readonly string[];
  /** @default no parameters */
  readonly parameters?: S;
  readonly check: (resource: Resource, context: Context<z.output<z.ZodObject<S>>>) => void | Promise<void>;
}

/** A rule that checks the whole stack, where one resource alone cannot show the fault. */
interface StackRuleDefinition<S extends z.ZodRawShape> extends RuleFacts {
  /** @default no parameters */
  readonly parameters?: S;
  readonly check: (stack: Stack, context: StackContext<z.output<z.ZodObject<S>>>) => void | Promise<void>;
}

/** Defines a rule that one resource's inputs decide. */
export function resourceRule<S extends z.ZodRawShape = Record<never, never>>(
  definition: ResourceRuleDefinition<S>,
): Rule {
  const { check, parameters: shape, ...facts } = definition;
  const parameters = z.strictObject(shape ?? ({} as S));
  return {
    ...facts,
    parameters,
    // `readSettings` has parsed the parameters by this schema already; parsing them for every resource would cost more than the checks.
    judgeResource: (resource, context) => check(resource, context as Context<z.output<z.ZodObject<S>>>),
  };
}

/** Defines a rule that needs several resources to decide. */
export function stackRule<S extends z.ZodRawShape = Record<never, never>>(definition: StackRuleDefinition<S>): Rule {
  const { check, parameters: shape, ...facts } = definition;
  const parameters = z.strictObject(shape ?? ({} as S));
  return {
    ...facts,
    types: undefined,
    parameters,
    judgeStack: (stack, context) => check(stack, context as StackContext<z.output<z.ZodObject<S>>>),
  };
}
