// Reads stacks of deployed functions: places in a bundle become places in the TypeScript sources.
import { SourceMap } from "node:module";
import { type SourceMaps, sourceMaps } from "../components/blocks/bundle";
import { bundlePlace } from "../components/blocks/source-maps";

/** A stack, read. */
export interface ReadStack {
  /** The stack with files and lines of the sources, as far as the maps go. */
  readonly text: string;
  /** First place in our own sources, such as `functions/orders/create/handler.ts:42`. @default the stack names none */
  readonly place?: string;
}

/** Reads stacks, and remembers what it could not do. */
export interface StackReader {
  read(stack: string): ReadStack;
  /** What the reader of these stacks has to know: builds that are not this checkout's. One sentence each. */
  notices(): readonly string[];
}

/** Makes a reader of stacks. Its first stack of a bundle builds the functions, if these sources have not been built yet: about a second. */
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
