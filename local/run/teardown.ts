import { messageOf } from "../../values/message-of";
/** Everything that a run must undo, in the order opposite to how it was done. */
export interface Teardown {
  /**
   * Remembers how to undo one thing.
   *
   * @param name what it is, for the message when undoing fails
   * @param graceful may take time
   * @param atOnce the same without waiting, for when time is up; must not throw and may come after or during `graceful`
   */
  add(name: string, graceful: () => Promise<void> | void, atOnce?: () => void): void;
  /** Lets the end take longer, in milliseconds. */
  allow(more: number): void;
  /**
   * Undoes everything, last added first.
   *
   * @param limitMs after which what is left is undone at once, unless more was allowed
   * @returns what went wrong, one sentence each; empty when all went well
   */
  run(limitMs: number): Promise<readonly string[]>;
  /** Undoes at once whatever is not undone yet. For `process.on("exit")`. */
  now(): void;
}

interface Entry {
  readonly name: string;
  readonly graceful: () => Promise<void> | void;
  readonly atOnce: () => void;
}

export function createTeardown(): Teardown {
  const entries: Entry[] = [];
  let allowedMs = 0;
  let running: Promise<readonly string[]> | undefined;

  async function undoAll(problems: string[]): Promise<void> {
    for (let entry = entries.at(-1); entry !== undefined; entry = entries.at(-1)) {
      try {
        await entry.graceful();
      } catch (error) {
        problems.push(`stopping ${entry.name}: ${messageOf(error)}`);
        entry.atOnce();
      }
      entries.splice(entries.indexOf(entry), 1);
    }
  }

  function now(): void {
    for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) entry.atOnce();
  }

  async function bounded(limitMs: number): Promise<readonly string[]> {
    const problems: string[] = [];
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), limitMs);
    });
    const outcome = await Promise.race([undoAll(problems), late]);
    clearTimeout(timer);
    if (outcome === "late") {
      problems.push(`stopping ${entries.at(-1)?.name ?? "everything"} took more than ${limitMs} ms and was cut short`);
      now();
    }
    return problems;
  }

  return {
    allow(more) {
      allowedMs += more;
    },
    add(name, graceful, atOnce = () => undefined) {
      entries.push({ name, graceful, atOnce });
    },
    run(limitMs) {
      running ??= bounded(limitMs + allowedMs);
      return running;
    },
    now,
  };
}
