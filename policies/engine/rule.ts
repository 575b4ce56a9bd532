import type * as z from "zod";
import type { ControlId } from "../controls/catalog";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/** What a rule is about; its folder is the service. */
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
 * Says that something is not as it has to be; may be called as often as there is something to say.
 *
 * @param property its path, such as `tracingConfig.mode`; of a policy document also the statement: `policy.Statement[2].Action`
 * @param found the value that is there; "not set" is said for undefined
 * @param wanted what would be right, as the end of the sentence "wanted ..."
 */
export type Report = (resource: Resource, property: string, found: unknown, wanted: string) => void;

/** A finding, for rules that collect findings before they report; the fields as in `Report`. */
export interface Problem {
  readonly property: string;
  readonly found: unknown;
  readonly wanted: string;
}

/** What a rule's check gets besides the resource. */
export interface Context<P> {
  readonly parameters: P;
  readonly report: Report;
}

/** What a stack rule's check gets besides the stack. */
export interface StackContext<P> extends Context<P> {
  /**
   * Judges each resource by itself, so that an unknown value of one never hides the others. A stack rule iterates over the resources
   * that it judges with this only.
   */
  readonly each: (resources: Iterable<Resource>, judge: (resource: Resource) => void | Promise<void>) => Promise<void>;
}

/** What every rule says of itself. */
export interface RuleFacts {
  /** In kebab case and unique. What is verified, such as `queue-has-dead-letters`. */
  readonly name: string;
  readonly concern: Concern;
  /** One sentence: what holds. */
  readonly description: string;
  /** One or two sentences: what goes wrong otherwise. */
  readonly rationale: string;
  /** One sentence: what to do about a violation. */
  readonly remediation: string;
  /** The controls that this rule covers, or has a part in. */
  readonly controls: readonly ControlId[];
  readonly severity: "low" | "medium" | "high" | "critical";
  /** @default "mandatory" */
  readonly level?: Level;
}

/** A rule, ready to be judged by. */
export interface Rule extends RuleFacts {
  /** Settings, each with a default: the strict value, for production. */
  readonly parameters: z.ZodObject;
  /** Types that a resource rule looks at; `undefined` for a rule over the whole stack; empty for one that looks at every resource. */
  readonly types: readonly string[] | undefined;
  readonly judgeResource?: (resource: Resource, context: Context<unknown>) => void | Promise<void>;
  readonly judgeStack?: (stack: Stack, context: StackContext<unknown>) => void | Promise<void>;
}
