import type * as z from "zod";
import type { ControlId } from "../controls/catalog";
import type { Stack } from "./stack";
import type { Subject } from "./subject";

/** What a rule is about. Also its folder. */
export type Concern =
  | "least-privilege"
  | "encryption"
  | "tagging"
  | "reliability"
  | "observability"
  | "network"
  | "cost";

/** `mandatory` stops a deployment, `advisory` is only told, `disabled` is not run. */
export type Level = "mandatory" | "advisory" | "disabled";

/** One thing that is not as it has to be. */
export interface Violation {
  readonly subject: Subject;
  /** Path of the property, such as `tracingConfig.mode`; of a policy document also the statement, such as `policy.Statement[2].Action`. */
  readonly property: string;
  /** The value that is there; "not set" is said for undefined. */
  readonly found: unknown;
  /** What would be right, as the end of the sentence "wanted ...". */
  readonly wanted: string;
}

/** What a rule's check gets besides the resource. */
export interface Context<P> {
  readonly parameters: P;
  /** May be called as often as there is something to say. */
  readonly report: (violation: Violation) => void;
}

/** What a stack rule's check gets besides the stack. */
export interface StackContext<P> extends Context<P> {
  /**
   * Judges each of the subjects by itself: what is not known yet about one never hides the others. A stack rule goes through the
   * resources that it judges by this, and by nothing else.
   */
  readonly each: (subjects: Iterable<Subject>, judge: (subject: Subject) => void | Promise<void>) => Promise<void>;
}

/** What every rule says of itself. */
export interface RuleFacts {
  /** In kebab case and unique; also the file's name. What is verified, such as `queue-has-dead-letters`. */
  readonly name: string;
  readonly concern: Concern;
  /** One sentence: what holds. */
  readonly title: string;
  /** One or two sentences: what goes wrong otherwise. */
  readonly why: string;
  /** One sentence: what to do about a violation. */
  readonly mend: string;
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
  readonly judgeResource?: (subject: Subject, context: Context<unknown>) => void | Promise<void>;
  readonly judgeStack?: (stack: Stack, context: StackContext<unknown>) => void | Promise<void>;
}
