import type { Progress, RedriveRecord } from "../../../ops/redrive/record";

/** A record in memory. @param earlier what a redrive before left open */
export function memoryRecord(earlier: Readonly<Record<string, Progress>> = {}): RedriveRecord {
  const open = new Map(Object.entries(earlier));
  return {
    file: "memory",
    progressOf: (messageId) => open.get(messageId),
    note(messageId, progress) {
      if (progress === "done") open.delete(messageId);
      else open.set(messageId, progress);
    },
    open: () => open,
    close: () => undefined,
  };
}
