// Maps stack traces of deployed functions from bundles to the TypeScript sources.
import { SourceMap } from "node:module";
import { type SourceMaps, sourceMaps } from "../components/blocks/bundle";
import { bundlePlace } from "../components/blocks/source-maps";

/** A mapped stack trace. */
export interface ReadStack {
  /** The stack trace with files and lines of the sources, where source maps cover them. */
  readonly text: string;
  /** First position in the project's own sources, such as `functions/orders/create/handler.ts:42`. @default the trace has none */
  readonly place?: string;
}

/** Maps stack traces, and records what it could not map. */
export interface StackReader {
  read(stack: string): ReadStack;
  /** Notices for the user: which traces come from builds other than this checkout's. One sentence each. */
  notices(): readonly string[];
}

/** Creates a mapper. For the first trace of a bundle it builds the functions, if these sources have not been built yet: about a second. */
export function createStackReader(load: () => SourceMaps = sourceMaps): StackReader {
  let maps: SourceMaps | undefined;
  const decoders = new Map<string, SourceMap | undefined>();
  const notices = new Set<string>();

  const decoderOf = (name: string, build: string) => {
    if (decoders.has(build)) return decoders.get(build);
    maps ??= load();
    const payload = maps.find(build);
    const decoder = payload === undefined ? undefined : new SourceMap(payload);
    decoders.set(build, decoder);
    if (decoder === undefined) {
      notices.add(
        `${name} was build ${build} when it failed; this checkout builds another, so its stack is not decoded: check out the commit that was deployed, run npm ci and ask again`,
      );
    } else if (!maps.isCurrent(build)) {
      notices.add(
        `${name} was build ${build} when it failed; this checkout builds another: lines are those of the sources at that time`,
      );
    }
    return decoder;
  };

  return {
    read(stack) {
      let place: string | undefined;
      const text = stack.replaceAll(bundlePlace, (whole, name: string, build: string, line: string, column: string) => {
        const origin = decoderOf(name, build)?.findOrigin(Number(line), Number(column));
        if (origin === undefined || !("fileName" in origin)) return whole;
        const { fileName, lineNumber, columnNumber } = origin;
        if (fileName.startsWith("functions/")) place ??= `${fileName}:${lineNumber}`;
        return `${fileName}:${lineNumber}:${columnNumber}`;
      });
      return { text, ...(place !== undefined && { place }) };
    },
    notices: () => [...notices],
  };
}
