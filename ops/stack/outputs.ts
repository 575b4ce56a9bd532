import * as z from "zod";
import { UsageError } from "../../cli/errors";
import type { PipelineName } from "../../components/pipelines";
import { mostIndexShards } from "../../functions/contracts/index-shards";
import { member } from "../../values/member";

/** An output that a stack of an earlier version does not have yet. */
const later = z.string().optional();

/** What `index.ts` exports: a pipeline's outputs, or the stack's own. */
export type OutputGroup = PipelineName | "stack";

/** The outputs of `index.ts` that the commands need; others are ignored. */
const outputsSchema = z.looseObject({
  orders: z.looseObject({ tableName: z.string(), auditTableName: z.string() }),
  confirmations: z.looseObject({ deliveriesTableName: z.string(), suppressionsTableName: z.string() }),
  shipments: z.looseObject({ tableName: later }).default({ tableName: undefined }),
  notifications: z.looseObject({ tableName: later }).default({ tableName: undefined }),
  monitoring: z.looseObject({ errorTableName: z.string() }),
  stack: z.looseObject({
    environmentSuffix: z.string(),
    region: z.string(),
    accountId: z.string(),
    indexShards: z.int().min(1).max(mostIndexShards).default(1),
  }),
} satisfies Partial<Record<OutputGroup, z.ZodType>>);

export type OpsOutputs = z.infer<typeof outputsSchema>;

/** The outputs are not those of this program. */
export class OutputsError extends Error {
  override readonly name = "OutputsError";
}

/** Reads a stack's outputs. @param origin their source, for messages @throws {OutputsError} names every missing output */
export function readOpsOutputs(value: unknown, origin: string): OpsOutputs {
  const parsed = outputsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `  ${path.map(String).join(".") || "all"}: ${message}`);
  throw new OutputsError(`${origin} are not the outputs of this program:\n${issues.join("\n")}`);
}

/** One string among the outputs, such as `confirmations`, `queueUrl`; undefined when the stack has none. */
export function outputText(outputs: OpsOutputs, group: OutputGroup, key: string): string | undefined {
  const value = member(outputs[group], key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * Names of all functions among the outputs: `functionName`, `somethingFunctionName` and what is in `functionNames`; sorted.
 *
 * @param outputs by pipeline
 */
export function functionNamesOf(outputs: object): readonly string[] {
  return [...new Set(namesIn(outputs, /(^f|F)unctionNames?$/))].toSorted();
}

/** Names of all tables among the outputs: `tableName` and `somethingTableName`; in the order of the outputs. */
export function tableNamesOf(outputs: object): readonly string[] {
  return namesIn(outputs, /(^t|T)ableName$/);
}

/** Texts below the keys of a form, one level below the pipelines; of a group of names all. */
function namesIn(outputs: object, form: RegExp): string[] {
  return Object.values(outputs)
    .flatMap((pipeline) => Object.entries(Object(pipeline)))
    .filter(([key]) => form.test(key))
    .flatMap(([, value]): unknown[] => (typeof value === "string" ? [value] : Object.values(Object(value))))
    .filter((name) => typeof name === "string");
}

/**
 * The physical name for what the user typed, with or without the environment's suffix, and with `/` or `-`: `orders/create`,
 * `orders-create` and `orders-create-dev` are the same.
 */
export function physicalNameOf(typed: string, outputs: OpsOutputs, known: readonly string[]): string {
  const name = typed.trim().replaceAll("/", "-");
  if (known.includes(name)) return name;
  const suffixed = `${name}-${outputs.stack.environmentSuffix}`;
  return known.includes(suffixed) ? suffixed : name;
}

/** The function that a person typed, with or without the environment. @throws {UsageError} the stack has none of that name */
export function functionNamed(typed: string, outputs: OpsOutputs): string {
  const known = functionNamesOf(outputs);
  const name = physicalNameOf(typed, outputs, known);
  if (known.includes(name)) return name;
  throw new UsageError(`'${typed}' is no function of this stack. There are: ${known.join(", ")}`);
}
