import type * as z from "zod";
import type { ControlId } from "../controls/catalog";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** What a rule is about. The AWS service is the rule's folder. */
export type Concern =
  | "least-privilege"
  | "encryption"
  | "tagging"
  | "reliability"
  | "observability"
  | "network"
  | "cost";

/** `mandatory` stops a deployment, `advisory` is only reported, `disabled` is not run. */
export type Level = "mandatory" | "advisory" | "disabled";

/**
 * Reports a violation; a check may call it several times for one resource.
 *
 * @param property its path, such as `tracingConfig.mode`; of a policy document also the statement: `policy.Statement[2].Action`
 * @param found the current value; a message shows undefined as "not set"
 * @param wanted the right value, as the end of the sentence "wanted ..."
 */
export type Report = (resource: Resource, property: string, found: unknown, wanted: string) => void;

/** A finding, for rules that collect findings before they report; the fields as in `Report`. */
export interface Problem {
  readonly property: string;
  readonly found: unknown;
  readonly wanted: string;
}

/** What a check gets besides the resource. */
export interface Context<P> {
  readonly parameters: P;
  readonly report: Report;
}

/** What the check of a stack rule gets besides the stack. */
export interface StackContext<P> extends Context<P> {
  /**
   * Checks each resource on its own, so that an unknown value of one does not hide violations of the others. A stack rule must iterate
   * over the resources that it checks with this function.
   */
  readonly each: (resources: Iterable<Resource>, judge: (resource: Resource) => void | Promise<void>) => Promise<void>;
}

/** The texts and facts that every rule states. */
export interface RuleFacts {
  /** In kebab case, unique: what the rule verifies, such as `queue-has-dead-letters`. */
  readonly name: string;
  readonly concern: Concern;
  /** One sentence: what holds. */
  readonly description: string;
  /** One or two sentences: what goes wrong otherwise. */
  readonly rationale: string;
  /** One sentence: what to do about a violation. */
  readonly remediation: string;
  /** The controls that this rule covers, wholly or in part. */
  readonly controls: readonly ControlId[];
  readonly severity: "low" | "medium" | "high" | "critical";
  /** @default "mandatory" */
  readonly level?: Level;
}

/** A rule that the engine can run. */
export interface Rule extends RuleFacts {
  /** Settings, each with a default: the strict value, for production. */
  readonly parameters: z.ZodObject;
  /** Types that a resource rule checks: `undefined` for a stack rule, empty for a rule that checks every resource. */
  readonly types: readonly string[] | undefined;
  readonly judgeResource?: (resource: Resource, context: Context<unknown>) => void | Promise<void>;
  readonly judgeStack?: (stack: Stack, context: StackContext<unknown>) => void | Promise<void>;
}
