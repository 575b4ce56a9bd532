// Puts the console together: routes, the stream and what feeds it.
import * as z from "zod";
import { failureQueues, takesPermits } from "../../ops/queues/catalog";
import { functionNamesOf } from "../../ops/stack/outputs";
import type { About } from "../contract";
import { alarmRoutes } from "./alarms";
import { callCostRoutes } from "./call-costs";
import { dashboardRoutes } from "./dashboards";
import { deadLetterRoutes } from "./dead-letters";
import { drillRoutes } from "./drills";
import { errorRoutes } from "./errors";
import { type Route, route } from "./http";
import { inboxRoutes } from "./inbox";
import { countsBetweenMinutes, createLiveReader } from "./live";
import { createLogBook } from "./log-book";
import { createLogInterest, logRoutes, sendLines } from "./logs";
import { createAllowChange, createRunOps, opsRoutes } from "./ops-api";
import { pictureRoutes } from "./picture/routes";
import { createPoller } from "./poll";
import { releaseRoutes } from "./releases";
import { type ConsoleServer, startConsoleServer } from "./server";
import type { ConsoleOptions, ConsoleSources } from "./sources";
import { createEventStream } from "./stream";
import { createTickets } from "./tickets";
import { timelineRoutes } from "./timeline";
import { tryRoutes } from "./try";

/** A console that is open. */
export interface OpenedConsole extends ConsoleServer {
  /** Says that alarms were evaluated: pages show their states without waiting for the next reading. */
  alarmsEvaluated(): void;
}

/** Opens the console. @param port preferred port; when it is taken, or 0, a free one */
export async function openConsole(sources: ConsoleSources, options: ConsoleOptions, port = 0): Promise<OpenedConsole> {
  const live = createLiveReader(sources);
  const interest = createLogInterest();
  const pauseMs = options.pollSeconds * 1000;
  const counted = (read: () => Promise<void>) => async () => {
    await read();
    stream.publish("live", live.current());
  };
  // Each at its own pace: a slow one holds up no other.
  const minutes = createPoller(pauseMs * countsBetweenMinutes, counted(live.readMinutes));
  const pollers = [
    minutes,
    createPoller(pauseMs, counted(live.countQueues)),
    createPoller(pauseMs, async () => {
      // Why it failed, a page reads from `logs`.
      if (interest.isThere()) await book.refresh().catch(() => undefined);
    }),
  ];
  const stop = () => {
    for (const poller of pollers) poller.stop();
  };
  const stream = createEventStream(() => {
    for (const poller of pollers) poller.start();
  }, stop);
  sources.local?.watch?.follow((state) => stream.publish("watch", state));
  const emails = createTickets();
  const book = createLogBook(sources.logs, sources.logsSince, (lines) => sendLines(stream, interest, lines));
  const allow = createAllowChange(sources, options);
  const runOps = createRunOps(sources, options, allow);
  const routes: readonly Route[] = [
    route("GET", "about", z.strictObject({}), async () => aboutOf(sources, options)),
    ...pictureRoutes(sources),
    ...opsRoutes(runOps),
    ...deadLetterRoutes(sources),
    ...alarmRoutes(sources),
    ...inboxRoutes(sources, emails, allow),
    ...errorRoutes(sources, runOps),
    ...timelineRoutes(sources, runOps, book),
    ...tryRoutes(sources, allow),
    ...dashboardRoutes(sources),
    ...releaseRoutes(sources, options),
    ...drillRoutes(sources),
    ...callCostRoutes(sources, allow),
    ...logRoutes(book, interest),
  ];
  const server = await startConsoleServer({ routes, stream, emails }, port);
  return {
    ...server,
    alarmsEvaluated: minutes.again,
    async close() {
      stop();
      await server.close();
    },
  };
}

function aboutOf(sources: ConsoleSources, options: ConsoleOptions): About {
  const { target, local } = sources;
  const { environmentSuffix, region } = target.outputs.stack;
  return {
    title: target.title,
    kind: local === undefined ? "deployed" : "local",
    environment: environmentSuffix,
    region,
    changes: options.changes,
    ...(local === undefined && {
      cost: `Counting reads queues and alarms every ${options.pollSeconds} s while a page is open, and metrics five times less often: about 0.02 USD an hour.`,
    }),
    without: withoutOf(sources),
    commandOptions: options.commandOptions,
    functions: functionNamesOf(target.outputs),
    failureQueues: failureQueues(target.outputs).map(({ name, wayBack }) => ({ name, permits: takesPermits(wayBack) })),
  };
}

/** Views that nothing feeds. */
function withoutOf({ target, local }: ConsoleSources): About["without"] {
  const only = (what: string) => `Only a local run ${what}.`;
  return {
    ...(local === undefined && { inbox: only("has an inbox: SES keeps no copy of an email") }),
    ...(target.control === undefined && {
      calls: only("records calls: on AWS, look into CloudTrail"),
      faults: only("injects faults: on AWS, use Fault Injection Service"),
    }),
  };
}
