import * as z from "zod";
import { mostIndexShards } from "../contracts/index-shards";
import { cutToLength } from "./cut";

/** Days until DynamoDB deletes an item: 1 to 3,650. */
export const retentionDays = integerVariable(1, 3650);

/** Variables that every function has. A function's own schema extends it: `commonEnvironment.extend({ ... })`. */
export const commonEnvironment = z.object({
  /** Environment suffix of the stack; value of the metric dimension `environment`. */
  ENVIRONMENT: z.string().regex(/^[a-z0-9-]{1,20}$/, "must be 1 to 20 lower-case letters, digits or hyphens"),
  /** Pipeline; value of the metric dimension `service`. */
  SERVICE: z.string().regex(/^[a-z-]{1,32}$/, "must be 1 to 32 lower-case letters or hyphens"),
  /** Lowest level that is logged. */
  LOG_LEVEL: z.enum(["DEBUG", "INFO", "WARN", "ERROR"]),
  /** Table of the error log. */
  ERROR_TABLE_NAME: tableName(),
  /** Days for which an error log entry is stored. */
  ERROR_RETENTION_DAYS: retentionDays,
  /** Keys that the items of one status or function are spread over in an index. Absent: 1. */
  INDEX_SHARDS: integerVariable(1, mostIndexShards).optional(),
});

export type CommonEnvironment = z.infer<typeof commonEnvironment>;

/** A function was deployed with invalid variables. The message names all of them. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";

  constructor(readonly problems: readonly string[]) {
    super(`The function's environment is wrong: ${problems.join("; ")}`);
  }
}

/**
 * Reads and checks the environment once, when the function starts.
 *
 * @param schema the function's variables; others are ignored
 * @param source the variables. Default: the process's environment
 * @throws EnvironmentError naming every bad variable with its bound and value; values of secret-looking variables are left out
 */
export function readEnvironment<S extends z.ZodObject>(
  schema: S,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<S> {
  // Read once: to compile the schema to code, as zod does for the next time, would take longer than reading.
  const result = schema.safeParse(source, { jitless: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const variable = String(issue.path[0] ?? "environment");
    const value = source[variable];
    return value === undefined
      ? `${variable} is missing`
      : `${variable}: ${issue.message}, ${JSON.stringify(shown(variable, value))} given`;
  });
  throw new EnvironmentError([...new Set(problems)]);
}

/**
 * Requires variables that are needed only together.
 *
 * @param wanted whether these variables are needed, from the values of the others
 */
export function neededTogether<E extends Readonly<Record<string, unknown>>>(
  wanted: (env: E) => boolean,
  ...names: readonly (keyof E & string)[]
) {
  return (env: E, context: z.RefinementCtx): void => {
    if (!wanted(env)) return;
    for (const name of names.filter((candidate) => env[candidate] === undefined)) {
      context.addIssue({ code: "custom", path: [name], message: "is missing" });
    }
  };
}

/** A whole number between two bounds, both included, given as text. */
export function integerVariable(least: number, most: number) {
  const message = `must be a whole number between ${least} and ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

/** The name of a DynamoDB table or index: 3 to 255 letters, digits, underscores, hyphens and dots. */
export function tableName() {
  return z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be a DynamoDB name of 3 to 255 characters");
}

/** The name of a configuration set of SES: 1 to 64 letters, digits, underscores and hyphens. */
export function configurationSetName() {
  return z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be the name of a configuration set");
}

/** Text that is there: 1 to 2,048 characters. */
export function textVariable() {
  return z.string().min(1, "must not be empty").max(2048, "must have at most 2048 characters");
}

/** ARN of an SNS topic. */
export function topicArnVariable() {
  return textVariable().regex(/^arn:[^:]+:sns:/, "must be the ARN of a topic");
}

/** An absolute http or https address. */
export function urlVariable() {
  return z.string().refine(isHttpUrl, "must be an http or https address");
}

/** A comma-separated list of at least one item, read as an array; spaces around the items are dropped. */
export function listVariable() {
  return z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    )
    .refine((items) => items.length > 0, "must be a comma-separated list with at least one item");
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return ["http:", "https:"].includes(new URL(text).protocol);
}

function shown(variable: string, value: string): string {
  if (/SECRET|TOKEN|PASSWORD|CREDENTIAL|PRIVATE|API_?KEY|ACCESS_?KEY/i.test(variable)) return "[hidden]";
  return cutToLength(value, 103, "...");
}
