import type { StackName } from "../../support/pulumi";
import type { ExpectedAlarm } from "../acceptance/expected-alarms";
import { notifications } from "./notifications";

type Inputs = Readonly<Record<string, unknown>>;

/** Exactly what one pipeline declares, written down one by one: the acceptance tests add it to what they list themselves. */
export interface ExpectedPipeline {
  /** Functions, by logical name. */
  readonly functions: readonly string[];
  /** Those of them that call hosts beyond AWS, and so stand outside of a network. */
  readonly callBeyondAws: readonly string[];
  /** Queues that keep what could not be processed or delivered, by logical name. */
  readonly deadLetters: readonly string[];
  /** Tables by logical name: keys, indexes, expiry and stream. */
  readonly tables: Readonly<Record<string, Inputs & { readonly globalSecondaryIndexes: readonly { name: string }[] }>>;
  /** Number of resources by type, alarms aside. */
  resources(stack: StackName): Readonly<Record<string, number>>;
  /** Alarms by logical name without `-alarm`: its own ones, and those that differ from what is expected of every function. */
  alarms(stack: StackName): Readonly<Record<string, ExpectedAlarm>>;
  /** Topics whose subscriptions have dead letters, with these. */
  readonly subscriptions: readonly (readonly [subscription: string, topic: string])[];
  /** Alarms of its own that take back a roll-out, by logical name without `-rollout-alarm`. */
  readonly rolloutAlarms: readonly string[];
  /** Subscriptions of its topics. */
  subscribed(stack: StackName): readonly Inputs[];
  /** Variables of each function beside those that all have. */
  variables(stack: StackName): Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Statements of each function's role beside those that all have. */
  statements(stack: StackName): Readonly<Record<string, readonly unknown[]>>;
  /** Statements that let publishers in, by the policy's logical name. */
  letIn(stack: StackName): readonly { readonly name: string; readonly statement: unknown }[];
  /** Statements of the stack's key that let its publishers in. */
  keyStatements(stack: StackName): readonly unknown[];
  outputs(stack: StackName): Inputs;
  /** Resources that AWS replaces when a setting gets another value. */
  readonly replacedBySettings: readonly (readonly [setting: string, value: string, replaced: readonly string[]])[];
  /** Texts in its sources that look like the project's name, with the reason why they are not. */
  readonly lookalikes: readonly (readonly [file: string, text: string, reason: string])[];
}

/** The pipelines whose expectations stand in a file of their own; those of the others stand in the tests. */
export const expectedPipelines: readonly ExpectedPipeline[] = [notifications];
