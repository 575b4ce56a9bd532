// The state of a local run between two runs: one file, readable by this user only.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { UsageError } from "../../cli/errors";
import { runFolder, writeWhole } from "../../ops/stack/folder";

/** An item in DynamoDB's own notation. */
export type Item = Record<string, AttributeValue>;

const item = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === "object" && value !== null),
);
const message = z
  .strictObject({
    body: z.string(),
    attributes: z.record(z.string(), z.strictObject({ DataType: z.string(), StringValue: z.string() })),
  })
  .readonly();
const email = z.strictObject({
  messageId: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()).readonly(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string(),
  events: z.array(z.strictObject({ type: z.string(), at: z.string() })).readonly(),
});

const stateSchema = z.strictObject({
  /** Of this file. Another number for each change that an older version could not read. */
  form: z.literal(1),
  /** When it was kept, ISO 8601. */
  at: z.string(),
  /** Items by physical name of the table. */
  tables: z.record(z.string(), z.array(item).readonly()),
  /** Messages by physical name of the queue. */
  queues: z.record(z.string(), z.array(message).readonly()),
  /** Newest first. */
  emails: z.array(email).readonly(),
});

/** What is kept. */
export type KeptState = Readonly<z.infer<typeof stateSchema>>;

/** Path below the project's folder, for messages. */
export const stateFile = ".local/state.json";

const fileOf = (folder: string) => join(folder, "state.json");

/** Writes the file whole or not at all. */
export function writeState(state: KeptState, folder = runFolder): void {
  writeWhole(fileOf(folder), JSON.stringify(state, bytesToText), 0o600);
}

/** @returns undefined when there is none. @throws {UsageError} it cannot be read */
export function readState(folder = runFolder): KeptState | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(folder), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return stateSchema.parse(JSON.parse(text, textToBytes));
  } catch {
    throw new UsageError(`${stateFile} is no state that this version has kept: delete it, or leave out --keep-state`);
  }
}

/** Binary attributes, which JSON has no form for. */
function bytesToText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString("base64") } : value;
}

function textToBytes(_key: string, value: unknown): unknown {
  const { $bytes } = Object(value) as { readonly $bytes?: unknown };
  return typeof $bytes === "string" ? new Uint8Array(Buffer.from($bytes, "base64")) : value;
}
