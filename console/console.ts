// npm run console [-- --stack NAME | --outputs FILE]: the web console, on a deployed stack or of the local run.
import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { UsageError } from "../cli/errors";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { wholeNumber } from "../cli/whole-number";
import { createLogTail, spacingOf } from "../ops/logs/tail";
import { createOpsClients } from "../ops/stack/clients";
import { checkCaller } from "../ops/stack/identity";
import { functionNamesOf } from "../ops/stack/outputs";
import { readStackFile } from "../ops/stack/stack-file";
import { findTarget } from "../ops/stack/target";
import { createCloudWatchMetrics } from "./deployed/metrics";
import { deployedResources } from "./deployed/resources";
import { openConsole } from "./server/console";
import { createConsoleClients } from "./server/sources";

interface Flags {
  readonly stack?: string;
  readonly outputs?: string;
  readonly allowChanges: boolean;
  readonly port?: number;
}

const command = new Command("npm run console --")
  .description("Opens the web console: of the local run, or on a deployed stack with your own AWS credentials.")
  .option("--stack <name>", "a deployed stack: ask `pulumi stack output --json` for its outputs")
  .option("--outputs <file>", "a deployed stack: the file that `pulumi stack output --json` was written to")
  .option(
    "--allow-changes",
    "let it change a deployed stack; each change is confirmed by typing the environment's name",
    false,
  )
  .option("--port <port>", "port on 127.0.0.1; default: any", wholeNumber(1024, 65_535))
  .allowExcessArguments(false)
  .exitOverride();

/** Seconds between two looks at a deployed stack, and from how far back its logs are read. */
const deployed = { pollSeconds: 30, logMinutes: 15 } as const;

runMain(
  async ({ console, signal }) => {
    const flags = command.parse().opts<Flags>();
    if (flags.stack === undefined && flags.outputs === undefined) return showLocal(console.sayWhole, flags);
    const target = await findTarget(flags);
    const clients = createOpsClients(target);
    const more = createConsoleClients(target);
    try {
      await checkCaller(clients.sts, target);
      const { resources, origin } = await deployedResources(target, flags.stack);
      console.note(`resources: ${origin}`);
      const logsSince = Date.now() - deployed.logMinutes * 60_000;
      const sources = {
        ...{ target, clients, more, resources },
        metrics: createCloudWatchMetrics(clients.cloudWatch),
        logs: createLogTail({
          ...{ logs: clients.logs, functionNames: functionNamesOf(target.outputs), since: logsSince },
          spacingMs: spacingOf(target),
        }),
        logsSince,
      };
      const options = {
        changes: flags.allowChanges,
        commandOptions: flags.stack === undefined ? `--outputs ${flags.outputs}` : `--stack ${flags.stack}`,
        pollSeconds: deployed.pollSeconds,
      };
      const opened = await openConsole(sources, options, flags.port);
      console.sayWhole(opened.url);
      console.note(`${target.title}: ${flags.allowChanges ? "changes are allowed" : "read only"}. Ctrl-C ends it.`);
      while (!signal.aborted) await delay(60_000, undefined, { signal }).catch(() => undefined);
      await opened.close();
      return exitCodes.ok;
    } finally {
      clients.destroy();
      more.destroy();
    }
  },
  { orderly: true },
);

/** The local run serves its console itself. */
function showLocal(say: (text: string) => void, { allowChanges }: Flags): number {
  if (allowChanges)
    throw new UsageError("--allow-changes is for a deployed stack: the local run may be changed anyway");
  const { console: served } = readStackFile();
  if (served === undefined) throw new UsageError("the local run has no console: start it with `npm start -- --keep`");
  say(served.url);
  return exitCodes.ok;
}
