import { Listr, type ListrTask } from "listr2";
import { terminalWidth, wrapWith } from "../../cli/width";

/** Short result of a step, shown after the title; a step that `failed` does not end the run. */
export type Outcome = string | undefined | { readonly failed: string };

/** One step of the run. */
export interface Step {
  /** What the step does, in a few words. */
  readonly title: string;
  /**
   * Runs the step.
   *
   * @param show prints progress within the step
   * @throws an error that ends the run
   */
  run(show: Show): Promise<Outcome>;
}

/** Prints progress within a step. */
export interface Show {
  /** Something worth a line of its own. */
  note(text: string): void;
  /** Something that the next one replaces; a log without a terminal is spared it. */
  progress(text: string): void;
}

/** True when lines may be overwritten: in a terminal that is not a CI log. */
export function isInteractive(): boolean {
  const ci = process.env.CI;
  return process.stdout.isTTY === true && (ci === undefined || ci === "" || ci === "false");
}

const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1000).toFixed(1)} s`;
const timer = { condition: true, field: (ms: number) => seconds(ms), format: () => (text?: string) => text ?? "" };

/**
 * Runs steps one after the other and shows each with its duration: redrawn in a terminal, else as plain lines.
 *
 * @throws the error of the first step that fails; later steps are not run
 */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  if (isInteractive()) await drawSteps(steps);
  else await printSteps(steps, (line) => console.log(line), terminalWidth());
}

/** As plain lines: one when a step begins, its notes, and one when it has ended. */
export async function printSteps(steps: readonly Step[], print: (line: string) => void, width: number): Promise<void> {
  const say = (mark: string, text: string) => print(wrapWith(`${mark}${text}`, " ".repeat(mark.length), width));
  for (const { title, run } of steps) {
    say("... ", title);
    const began = performance.now();
    const took = () => ` [${seconds(performance.now() - began)}]`;
    try {
      const outcome = await run({ note: (text) => say("    ", text), progress: () => undefined });
      if (typeof outcome === "object") say("FAILED ", `${title}: ${outcome.failed}${took()}`);
      else say("ok  ", `${title}${outcome === undefined ? "" : `: ${outcome}`}${took()}`);
    } catch (error) {
      say("FAILED ", `${title}${took()}`); // the reason is printed once, where the error is caught
      throw error;
    }
  }
}

async function drawSteps(steps: readonly Step[]): Promise<void> {
  const tasks = steps.map((step): ListrTask => {
    let goesOn = false;
    return {
      title: step.title,
      exitOnError: () => !goesOn,
      task: async (_context, task) => {
        const note = (text: string) => {
          task.output = text;
        };
        const outcome = await step.run({ note, progress: note });
        const text = typeof outcome === "object" ? outcome.failed : outcome;
        if (text !== undefined) task.title = `${step.title}: ${text}`;
        goesOn = typeof outcome === "object";
        if (goesOn) throw new Error(text);
      },
    };
  });
  // Signals are this run's own affair: it has more to end than a list.
  const list = new Listr(tasks, {
    registerSignalListeners: false,
    concurrent: false,
    exitOnError: true,
    renderer: "default",
    rendererOptions: { timer, collapseErrors: true, showErrorMessage: false },
  });
  await list.run();
}
