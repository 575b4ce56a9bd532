import { readdirSync, statSync, watch as watchFiles } from "node:fs";
import { join, relative, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type BuildFailure, formatMessages } from "esbuild";
import type { Built } from "../../components/blocks/bundle";
import type { FunctionEntry } from "../../components/functions";
import type { WatchChange } from "../../console/contract";
import { allEnded } from "../../values/all-ended";
import { messageOf } from "../../values/message-of";
import type { Rebundler } from "./rebundle";

/** What came of the last change. */
export interface WatchStatus extends Omit<WatchChange, "at"> {
  readonly functions: readonly FunctionEntry[];
}

/** Parts of a watch. */
export interface WatchParts {
  readonly root: string;
  /** Files that were written after this are taken as changed: milliseconds since the epoch. */
  readonly since: number;
  readonly rebundler: Rebundler;
  /** Puts code behind the function's alias. */
  readonly swap: (entry: FunctionEntry, code: string) => Promise<unknown>;
  /** Keeps source maps for stack traces. */
  readonly keepMaps: (built: Built) => void;
  /** Told of each change. */
  readonly report: (status: WatchStatus) => void;
}

/** An editor saves in several steps: files are read once nothing was written for this many milliseconds. */
const SETTLED_MS = 10;

/** Folder and files that the stack is declared by as well: a change there takes another deployment. */
const declaringFolder = "components";
const declaringFiles: readonly string[] = ["index.ts", "Pulumi.yaml", "Pulumi.local.yaml", "package-lock.json"];

/** Makes saved functions live until it is closed. A save during a build is taken up right after it. */
export function startWatch(parts: WatchParts): { readonly close: () => Promise<void> } {
  const { root, since, report } = parts;
  const pending = new Set<string>();
  const named = new Set<string>();
  let noticed = 0;
  let events = 0;
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (pending.size > 0) {
      let seen: number;
      do {
        seen = events;
        await delay(SETTLED_MS);
      } while (events > seen);
      const files = [...pending].toSorted();
      pending.clear();
      report(await makeLive(parts, files, noticed));
    }
  }
  const take = (file: string): void => {
    if (pending.size === 0) noticed = performance.now();
    events += 1;
    pending.add(file);
    working ??= work().finally(() => {
      working = undefined;
    });
  };
  const askForRestart = (file: string): void => {
    if (named.has(file)) return;
    named.add(file);
    report(restart(file));
  };
  const inFolder = (folder: string, heard: (file: string) => void) =>
    watchFiles(join(root, folder), { recursive: true }, (_, name) => {
      if (name !== null) heard([folder, ...name.split(sep)].join("/"));
    });
  const watchers = [
    inFolder("functions", take),
    inFolder(declaringFolder, askForRestart),
    // The folder, not the files: an editor may put a new file in place of the old one.
    watchFiles(root, (_, name) => {
      if (name !== null && declaringFiles.includes(name)) askForRestart(name);
    }),
  ];
  for (const file of writtenSince(root, since)) take(file);
  return {
    async close() {
      for (const watcher of watchers) watcher.close();
      pending.clear();
      await working;
      await parts.rebundler.close();
    },
  };
}

function writtenSince(root: string, since: number): readonly string[] {
  return readdirSync(join(root, "functions"), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .filter((file) => statSync(file).mtimeMs > since)
    .map((file) => relative(root, file).split(sep).join("/"));
}

async function makeLive(
  { rebundler, swap, keepMaps }: WatchParts,
  files: readonly string[],
  noticed: number,
): Promise<WatchStatus> {
  const functions = [...new Set(files.flatMap((file) => rebundler.affectedBy(file)))];
  const began = performance.now();
  let buildMs = 0;
  const status = (
    outcome: WatchStatus["outcome"],
    changed: readonly FunctionEntry[],
    message?: string,
  ): WatchStatus => ({
    ...{ files, functions: changed, outcome, buildMs, liveMs: performance.now() - noticed },
    ...(message !== undefined && { message }),
  });
  if (functions.length === 0) return status("unchanged", []);
  try {
    const built = await rebundler.rebuild(functions);
    buildMs = performance.now() - began;
    keepMaps(built);
    // The next change must not overtake one of these.
    await allEnded(
      [...built.bundles].map(async ([entry, bundle]) => {
        await swap(entry, bundle.text);
        rebundler.deployed(entry, bundle);
      }),
    );
    const changed = [...built.bundles.keys()];
    return status(changed.length === 0 ? "unchanged" : "live", changed);
  } catch (error) {
    return status("failed", functions, await reasonOf(error));
  }
}

async function reasonOf(error: unknown): Promise<string> {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) return messageOf(error);
  return (await formatMessages(errors, { kind: "error" })).join("\n").trim();
}

function restart(file: string): WatchStatus {
  return {
    ...{ files: [file], functions: [], outcome: "restart", buildMs: 0, liveMs: 0 },
    message: "resources are declared by it: end this run with Ctrl-C and start it again",
  };
}
