import * as esbuild from "esbuild";
import { type Built, type Bundle, type Bundles, buildOptions, builtOf } from "../../components/blocks/bundle";
import { type FunctionEntry, functionEntries } from "../../components/functions";
import { projectRoot } from "../../launch/project-root.cjs";
import { allEnded } from "../../values/all-ended";

/** Bundles functions again, and only those whose code a changed file is in. */
export interface Rebundler {
  /** Functions that hold the file, and those that could not be bundled last time. @param file from the root, such as `functions/shared/log.ts` */
  affectedBy(file: string): readonly FunctionEntry[];
  /**
   * @returns the bundles that are others than what is deployed
   * @throws {esbuild.BuildFailure} the sources do not compile; these functions are affected by every file until they do
   */
  rebuild(entries: readonly FunctionEntry[]): Promise<Built>;
  /** Says that callers reach this bundle now. */
  deployed(entry: FunctionEntry, bundle: Bundle): void;
  close(): Promise<void>;
}

type Context = esbuild.BuildContext<ReturnType<typeof buildOptions>>;

/**
 * A context of esbuild keeps what it read of one function: a rebuild takes a third of what all functions take in one. For more functions than
 * this, one context of all is quicker: they share most of their sources.
 */
const MOST_SINGLE = 4;

/** @param bundles what is deployed. @param root folder of the sources. Default: this project's */
export function createRebundler(bundles: Readonly<Partial<Bundles>>, root = projectRoot): Rebundler {
  const current = new Map(
    functionEntries.flatMap((entry) => {
      const bundle = bundles[entry];
      return bundle === undefined ? [] : [[entry, bundle] as const];
    }),
  );
  const live = new Map([...current].map(([entry, { text }]) => [entry, text]));
  const broken = new Set<FunctionEntry>();
  const contexts = new Map<string, Promise<Context>>();

  const contextOf = (entries: readonly FunctionEntry[]): Promise<Context> => {
    const key = entries.join();
    const known = contexts.get(key) ?? esbuild.context(buildOptions(entries, root));
    contexts.set(key, known);
    return known;
  };
  const bundled = async (entries: readonly FunctionEntry[]): Promise<Built> => {
    const context = await contextOf(entries);
    return builtOf(await context.rebuild(), entries, root);
  };

  return {
    affectedBy: (file) =>
      [...current].flatMap(([entry, { sources }]) => (sources.includes(file) || broken.has(entry) ? [entry] : [])),
    async rebuild(entries) {
      for (const entry of entries) broken.add(entry);
      const groups = entries.length > MOST_SINGLE ? [[...current.keys()]] : entries.map((entry) => [entry]);
      // A context that is asked again amid a build answers with what that build has read.
      const built = await allEnded(groups.map(bundled));
      for (const entry of entries) broken.delete(entry);
      const made = built.flatMap(({ bundles }) => [...bundles]);
      for (const [entry, bundle] of made) current.set(entry, bundle);
      const changed = made.filter(([entry, { text }]) => live.get(entry) !== text);
      return { bundles: new Map(changed), maps: new Map(built.flatMap(({ maps }) => [...maps])) };
    },
    deployed: (entry, { text }) => void live.set(entry, text),
    async close() {
      await Promise.all([...contexts.values()].map(async (context) => (await context).dispose()));
      contexts.clear();
    },
  };
}
