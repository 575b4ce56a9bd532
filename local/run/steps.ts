import { Listr, type ListrTask } from "listr2";

/** One step of the run. */
export interface Step {
  /** What is done, in a few words. */
  readonly title: string;
  /**
   * Does it.
   *
   * @param show tells what is going on within the step
   * @returns what came of it, in a few words; shown behind the title
   */
  run(show: Show): Promise<string | undefined>;
}

/** Ways to tell what is going on within a step. */
export interface Show {
  /** Something worth a line of its own. */
  note(text: string): void;
  /** Something that the next one replaces; a log without a terminal is spared it. */
  progress(text: string): void;
}

/** True when lines may be drawn over: a terminal that is not a CI log. */
export function isInteractive(): boolean {
  const ci = process.env.CI;
  return process.stdout.isTTY === true && (ci === undefined || ci === "" || ci === "false");
}

const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1000).toFixed(1)} s`;
const timer = { condition: true, field: (ms: number) => seconds(ms), format: () => (text?: string) => text ?? "" };

/**
 * Runs steps one after the other and shows each with the time it took: redrawn in a terminal, else as plain lines.
 *
 * @throws what the first failing step throws; the steps after it are not run
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const tasks: ListrTask[] = steps.map((step) => ({
    title: step.title,
    task: async (_context, task) => {
      const note = (text: string) => {
        task.output = text;
      };
      const outcome = await step.run({ note, progress: isInteractive() ? note : () => undefined });
      if (outcome !== undefined) task.title = `${step.title}: ${outcome}`;
    },
  }));
  // Signals are this run's own affair: it has more to end than a list.
  const common = { registerSignalListeners: false, concurrent: false, exitOnError: true } as const;
  const list = isInteractive()
    ? new Listr(tasks, { ...common, renderer: "default", rendererOptions: { timer, collapseErrors: true } })
    : new Listr(tasks, {
        ...common,
        renderer: "simple",
        rendererOptions: {
          timer,
          icon: { STARTED: "...", COMPLETED: "ok ", FAILED: "FAILED", OUTPUT: "   " },
          color: {},
        },
      });
  await list.run();
}
