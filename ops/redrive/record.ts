// Records on disk what a redrive has done with each message, so that the redrive after an interrupted one (expired credentials, a closed
// terminal, a killed process) sends no message twice. Ids only: no bodies, no personal data.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { writtenMomentType } from "../../functions/contracts/fields/date-time";
import type { Target } from "../stack/target";

/** Progress of a message that is still in its dead-letter queue. */
export type Progress =
  /** Before sending; whether it was sent is unknown. */
  | "sending"
  /** It was sent, and has only to be deleted. */
  | "sent";

/** The record of one queue. */
export interface RedriveRecord {
  /** Path of the record. */
  readonly file: string;
  /** Progress of a message in an earlier redrive; undefined when it was not started, or is done. */
  progressOf(messageId: string): Progress | undefined;
  /** Written before and after each step. `done`: it was deleted, or certainly not sent. */
  note(messageId: string, progress: Progress | "done"): void;
  /** Messages that are neither done nor untouched. */
  open(): ReadonlyMap<string, Progress>;
  /** Removes the file when nothing is open. */
  close(): void;
}

/** SQS keeps a message for at most 14 days, so older entries are dropped. Source: SQS's guide, "Amazon SQS message quotas". */
const retentionMs = 14 * 86_400_000;

const lineSchema = z.strictObject({
  messageId: z.string(),
  progress: z.enum(["sending", "sent", "done"]),
  at: writtenMomentType(),
});

/** The record's file: one for each queue of each stack. */
export function recordFile(folder: string, { accountId, region }: Pick<Target, "accountId" | "region">, queue: string) {
  return join(folder, "redrives", `${accountId}-${region}-${queue}.jsonl`.replace(/[^\w.-]/g, "_"));
}

/**
 * Opens a record, with the entries of earlier runs. Each line is written at once, so that it survives if the process is killed; an
 * incomplete line is skipped.
 *
 * @throws the folder cannot be written: nothing is sent without a record
 */
export function openRecord(file: string, now: () => Date = () => new Date()): RedriveRecord {
  const open = new Map<string, Progress>();
  const oldest = now().getTime() - retentionMs;
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    const entry = readLine(line);
    if (entry === undefined || Date.parse(entry.at) < oldest) continue;
    if (entry.progress === "done") open.delete(entry.messageId);
    else open.set(entry.messageId, entry.progress);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // A line break first: the line before may have been cut off.
  appendFileSync(file, existsSync(file) ? "\n" : "", { mode: 0o600 });
  return {
    file,
    progressOf: (messageId) => open.get(messageId),
    note(messageId, progress) {
      appendFileSync(file, `${JSON.stringify({ messageId, progress, at: now().toISOString() })}\n`, { mode: 0o600 });
      if (progress === "done") open.delete(messageId);
      else open.set(messageId, progress);
    },
    open: () => open,
    close() {
      if (open.size === 0) rmSync(file, { force: true });
    },
  };
}

function readLine(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
