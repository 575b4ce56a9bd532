// Runs the policy pack on resources in a process of its own, so that the parent process is not slowed down. Started by background.ts.
import { explain } from "../../cli/errors";
import { judgeStack } from "./gate";
import type { Resource } from "./requests";

/** The message that starts a check: the stack's name, and its resources. */
export interface Job {
  readonly stack: string;
  readonly resources: readonly Resource[];
}

// When the parent process has ended, exit; the analyzer, a child of this process, ends with it.
process.once("disconnect", () => process.exit());
process.once("message", ({ stack, resources }: Job) => {
  judgeStack(stack, async () => resources).then(
    (verdict) => answer({ verdict }),
    (error: unknown) => answer({ failure: explain(error) }),
  );
});

function answer(outcome: object): void {
  process.send?.(outcome, () => process.disconnect());
}
