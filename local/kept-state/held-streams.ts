import { setTimeout as delay } from "node:timers/promises";
import type { StreamMappings } from "../streams/fake";
import type { StreamMapping } from "../streams/settings";

/** Mappings that begin when tables have been filled: what was restored is no news to anybody. */
export interface HeldStreams extends Pick<StreamMappings, "add"> {
  /** Starts them behind what the streams hold by now. Resolves when each has read its stream: from then on nothing is missed. */
  release(signal: AbortSignal): Promise<void>;
}

const lookMs = 10;

export function holdStreams(streams: Pick<StreamMappings, "add" | "idle">): HeldStreams {
  const held: StreamMapping[] = [];
  return {
    add: (mapping) => void held.push(mapping),
    async release(signal) {
      for (const mapping of held.splice(0)) streams.add({ ...mapping, startingPosition: "LATEST" });
      while (!streams.idle()) await delay(lookMs, undefined, { signal });
    },
  };
}
