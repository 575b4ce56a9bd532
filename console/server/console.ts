// Puts the console together: routes, the stream and what feeds it.
import * as z from "zod";
import { functionNamesOf } from "../../ops/stack/outputs";
import type { About } from "../contract";
import { alarmRoutes } from "./alarms";
import { dashboardRoutes } from "./dashboards";
import { deadLetterRoutes } from "./dead-letters";
import { errorRoutes } from "./errors";
import { type Route, reasonOf, route } from "./http";
import { inboxRoutes } from "./inbox";
import { createLiveReader } from "./live";
import { createLogBook } from "./log-book";
import { interestMs, logRoutes } from "./logs";
import { confirmation, createAllowChange, createRunOps, opsRoutes } from "./ops-api";
import { pictureRoutes } from "./picture/routes";
import { createPoller } from "./poll";
import { type ConsoleServer, startConsoleServer } from "./server";
import type { ConsoleOptions, ConsoleSources } from "./sources";
import { createEventStream } from "./stream";
import { createTickets } from "./tickets";
import { timelineRoutes } from "./timeline";
import { tryRoutes } from "./try";

/** Opens the console. @param port preferred port; when it is taken, or 0, a free one */
export async function openConsole(sources: ConsoleSources, options: ConsoleOptions, port = 0): Promise<ConsoleServer> {
  const live = createLiveReader(sources);
  let watchedUntil = 0;
  const watched = () => Date.now() < watchedUntil;
  const poller = createPoller(options.pollSeconds * 1000, async () => {
    try {
      stream.publish("live", await live.read());
      if (watched()) await sources.logs.refresh();
    } catch (error) {
      stream.append("problem", { text: reasonOf(error) });
    }
  });
  const stream = createEventStream(
    () => poller.start(),
    () => poller.stop(),
  );
  const emails = createTickets();
  const book = createLogBook(sources.logs, sources.logsSince, (lines) => {
    if (watched()) stream.append("log", lines);
  });
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
    ...logRoutes(book, () => {
      watchedUntil = Date.now() + interestMs;
    }),
  ];
  const server = await startConsoleServer({ routes, stream, emails }, port);
  return {
    ...server,
    async close() {
      poller.stop();
      await server.close();
    },
  };
}

function aboutOf(sources: ConsoleSources, options: ConsoleOptions): About {
  const { target, local } = sources;
  const { environmentSuffix, region, accountId } = target.outputs.stack;
  return {
    title: target.title,
    kind: local === undefined ? "deployed" : "local",
    environment: environmentSuffix,
    region,
    accountId,
    changes: options.changes,
    ...(local === undefined && {
      typed: confirmation(sources),
      cost: `Counting reads queues and alarms every ${options.pollSeconds} s while a page is open, and metrics five times less often: about 0.02 USD an hour.`,
    }),
    without: withoutOf(sources),
    commandOptions: options.commandOptions,
    functions: functionNamesOf(target.outputs),
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
