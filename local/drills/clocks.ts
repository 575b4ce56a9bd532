import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";
import { readLogEvents } from "../alarms/log-events";
import type { Traffic } from "../traffic/traffic";
import type { Lever } from "./drill";
import { named } from "./levers";
import { publishChanged } from "./releases";

/** How far ahead the fast clock is: ten minutes. */
const aheadMs = 600_000;

/** About half of a function's calls are taken by processes whose clock is ten minutes fast. */
export function clockFast(functionName: string): Lever {
  return {
    what: `the clock of every other process of ${functionName} is ten minutes fast`,
    async pull(traffic) {
      const { published, before, good, publish, lead } = await publishChanged(traffic, functionName, {
        NODE_OPTIONS: `--require "${join(projectRoot, "local", "drills", "fast-clock.cjs")}"`,
        CLOCK_AHEAD_MS: String(aheadMs),
      });
      await lead(before, { [published]: 0.5 });
      return async () => {
        await good();
        await lead(await publish());
        const calls = await versionsCalled(traffic, named(traffic, functionName));
        for (const version of [before, published])
          if (!calls.has(version)) throw new Error(`version ${version} of ${functionName} was never called`);
      };
    },
  };
}

/** The versions of a function that were called so far, by its log. */
async function versionsCalled(traffic: Traffic, functionName: string): Promise<ReadonlySet<string>> {
  const events = await readLogEvents(traffic.aws, [functionName]);
  return new Set(events.flatMap(({ text }) => /^START RequestId: \S+ Version: (\S+)/.exec(text)?.[1] ?? []));
}
