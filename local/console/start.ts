// The web console of a local run.

import { minuteMs } from "../../aws/alarms/series";
import { openConsole } from "../../console/server/console";
import type { WatchFeed } from "../../console/server/watch";
import { alarmsOf, gathererOf } from "../alarms/of-stack";
import { connect } from "../run/aws";
import type { RunningStack } from "../run/context";
import { keepPorts, readPorts } from "../run/ports";
import { createCallCosts } from "./call-costs";
import { localSources } from "./sources";

/** The console of a run. */
export interface LocalConsole {
  /** Carries the run's token. */
  readonly url: string;
  /** From now on the alarms are evaluated at each minute's end: not before the run's own drill has ended, which has a faster clock. */
  judgeAlarms(): void;
  close(): Promise<void>;
}

/** What was measured in a minute's last moments is there by then. */
const settledMs = 1_000;
/** A local look costs nothing but a few calls of the emulator. */
const pollSeconds = 2;

/** Opens the console at the port of the last run, if that is free. @param watch what came of saved files. Default: nothing watches them */
export async function startLocalConsole(stack: RunningStack, watch?: WatchFeed): Promise<LocalConsole> {
  const aws = connect(stack.target);
  const since = Date.now() - minuteMs;
  // One for the page and the alarms: what is measured is read and kept once.
  const gatherer = gathererOf(stack, aws, { origin: since, factor: 1 });
  const callCosts = createCallCosts();
  const sources = localSources(stack, gatherer, since, callCosts.costs, watch);
  const opened = await openConsole(sources, { changes: true, commandOptions: "", pollSeconds }, readPorts().console);
  keepPorts({ ...readPorts(), console: opened.port });
  let timer: NodeJS.Timeout | undefined;
  return {
    url: opened.url,
    judgeAlarms() {
      const alarms = alarmsOf(stack, aws, gatherer, Date.now());
      const atMinutesEnd = () => {
        timer = setTimeout(
          () => {
            atMinutesEnd();
            alarms.judge(Date.now()).then(opened.alarmsEvaluated, (error: unknown) => {
              console.error(`alarms: ${String(error)}`);
            });
          },
          minuteMs - (Date.now() % minuteMs) + settledMs,
        );
      };
      atMinutesEnd();
    },
    async close() {
      clearTimeout(timer);
      callCosts.stop();
      await opened.close();
      sources.clients.destroy();
      sources.more.destroy();
      aws.destroy();
    },
  };
}
