// One local run with its console, and one browser, for all tests of this folder.
import type { Browser, Page } from "playwright-core";
import { installMs } from "../../../local/browser/chromium";
import { makeRunFolders, type RunFolders, type StartedRun, startRun } from "../../local/run/started-run";
import { addressIn, authorizationFor } from "./console-address";
import { openPage, patienceMs, screenshotPath, sharedBrowser } from "./page";

export interface ConsoleRun {
  readonly browser: Browser;
  readonly folders: RunFolders;
  /** The console's address, with the token. */
  readonly url: string;
  /** A page of the console. */
  readonly page: Page;
  /** Errors in the page, and what its policy refused. */
  readonly errors: readonly string[];
  /** Header of requests to the API. */
  authorization(): string;
}

/** How long a `before` hook may take that starts the run, Chromium's installation included. */
export const startMs = installMs + patienceMs * 4;

let started: Promise<ConsoleRun> | undefined;
const ends: (() => Promise<void>)[] = [];

/**
 * Begins work before the first test of any file: what takes its time goes on beside tests that do not need it.
 *
 * @returns what awaits its end. A failure is that of the test that awaits it
 */
export function begunWithRun<T>(work: (run: ConsoleRun) => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  before(() => {
    begun = consoleRun().then(work);
    begun.catch(() => undefined);
  });
  return async () => {
    if (begun === undefined) throw new Error("nothing is begun before the first hook");
    return begun;
  };
}

afterEach(async function () {
  if (this.currentTest?.state !== "failed" || started === undefined) return;
  const path = screenshotPath(`failed-${this.currentTest.fullTitle().replaceAll(/\W+/g, "-").slice(0, 100)}`);
  await (await started).page.screenshot({ path });
});

after(async () => {
  for (const end of ends.toReversed()) await end();
});

/** The run; started when it is first asked for, ended after the last test. */
export function consoleRun(): Promise<ConsoleRun> {
  started ??= start();
  return started;
}

async function start(): Promise<ConsoleRun> {
  const folders = makeRunFolders();
  ends.push(async () => folders.remove());
  const run = startRun(folders, ["--keep", "--no-traffic", "--no-policies"]);
  ends.push(() => ended(run));
  const [browser, url] = await Promise.all([sharedBrowser(), addressIn(run, /Console: (\S+)\n/)]);
  const authorization = () => authorizationFor(url);
  return { browser, folders, url, ...(await openPage(browser, url)), authorization };
}

/** Ends a command as Ctrl-C does. */
export async function ended(command: StartedRun): Promise<void> {
  command.child.kill("SIGINT");
  await command.ended;
}
