import * as z from "zod";
import type { Resource } from "./resource";
import type { Context, Rule, RuleFacts, StackContext } from "./rule";
import type { Stack } from "./stack";

/** A rule over one resource at a time. */
interface ResourceRuleDefinition<S extends z.ZodRawShape> extends RuleFacts {
  /** Type tokens; empty for every resource. */
  readonly types: readonly string[];
  /** @default no parameters */
  readonly parameters?: S;
  readonly check: (resource: Resource, context: Context<z.output<z.ZodObject<S>>>) => void | Promise<void>;
}

/** A rule over the whole stack: for what only two resources together can show. */
interface StackRuleDefinition<S extends z.ZodRawShape> extends RuleFacts {
  /** @default no parameters */
  readonly parameters?: S;
  readonly check: (stack: Stack, context: StackContext<z.output<z.ZodObject<S>>>) => void | Promise<void>;
}

/** Defines a rule that a single resource's inputs decide. */
export function resourceRule<S extends z.ZodRawShape = Record<never, never>>(
  definition: ResourceRuleDefinition<S>,
): Rule {
  const { check, parameters: shape, ...facts } = definition;
  const parameters = z.strictObject(shape ?? ({} as S));
  return {
    ...facts,
    parameters,
    // `readSettings` has parsed them by this very shape; parsing again for every resource would cost more than the rules.
    judgeResource: (resource, context) => check(resource, context as Context<z.output<z.ZodObject<S>>>),
  };
}

/** Defines a rule that takes several resources to decide. */
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
