// Checks resources by the policy pack in a process of its own, so that whoever waits for something else is not slowed. Run by background.ts.
import { explain } from "../../cli/errors";
import { judgeStack } from "./gate";
import type { Resource } from "./requests";

/** What is sent to it: the stack's name, and its resources. */
export interface Job {
  readonly stack: string;
  readonly resources: readonly Resource[];
}

// Whoever asked is gone: the analyzer, which this process has started, ends with it.
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
