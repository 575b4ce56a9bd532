import { LambdaClient } from "@aws-sdk/client-lambda";
import { type Bundles, keepMaps } from "../../components/blocks/bundle";
import type { FunctionEntry } from "../../components/functions";
import type { WatchFeed } from "../../console/server/watch";
import { projectRoot } from "../../launch/project-root.cjs";
import { functionNamed } from "../../ops/stack/outputs";
import { debugCode } from "../inspect/debug-code";
import type { RunningStack } from "../run/context";
import { connectService } from "../service/connection";
import { createRebundler } from "./rebundle";
import { createSwapper } from "./swap";
import { watchText } from "./text";
import { startWatch } from "./watch";

/** What was deployed, and when its sources were read. */
export interface DeployedCode {
  readonly bundles: Bundles;
  /** Milliseconds since the epoch, before the sources were read. */
  readonly since: number;
}

/** Makes saved functions of a local run live, and prints what came of each save. @param feed told of each as well @param inspected has code for a debugger. Default: none */
export function startLocalWatch(
  { target, outputs }: Pick<RunningStack, "target" | "outputs">,
  { bundles, since }: DeployedCode,
  feed: Pick<WatchFeed, "add">,
  inspected?: FunctionEntry,
): { readonly close: () => Promise<void> } {
  const { config, destroy } = connectService(target);
  const lambda = new LambdaClient(config);
  const swapper = createSwapper(lambda);
  const watch = startWatch({
    root: projectRoot,
    since,
    rebundler: createRebundler(bundles),
    swap: async (entry, code) =>
      swapper.swap(functionNamed(entry, outputs), entry === inspected ? await debugCode(entry) : code),
    keepMaps,
    report(status) {
      console.log(watchText(status));
      feed.add(status);
    },
  });
  return {
    async close() {
      await watch.close();
      destroy();
    },
  };
}
