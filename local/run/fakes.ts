import { partitionOf } from "../../aws/partitions";
import { calledArn } from "../async/event-call";
import { type AsyncInvocations, createAsyncInvocations } from "../async/fake";
import type { AsyncWaits } from "../async/settings";
import { type CodeDeployServer, startLocalCodeDeploy } from "../codedeploy/server";
import { type HeldStreams, holdStreams } from "../kept-state/held-streams";
import type { CallProxy } from "../proxy/proxy";
import { createStreamMappings, type StreamMappings } from "../streams/fake";
import { type Measuring, startMeasuring } from "./measuring";
import type { AwsTarget } from "./target";
import type { Teardown } from "./teardown";

/** What this process does in place of the emulator. With another emulator it measures nothing and fakes nothing. */
export interface RunFakes {
  readonly metrics: Measuring;
  readonly streams?: StreamMappings;
  /** Present when streams are to be held until state is restored. */
  readonly held?: HeldStreams;
  readonly asynchronous?: AsyncInvocations;
  readonly codeDeploy?: CodeDeployServer;
}

/** What fakes work with. */
export interface RunFakesOptions {
  readonly target: AwsTarget;
  /** The emulator itself, without the proxy: the fakes are parts of AWS, not its callers. Absent for another emulator. */
  readonly service: AwsTarget | undefined;
  readonly proxy: CallProxy | undefined;
  /** Between the tries of an asynchronous invocation. Default: shortened. */
  readonly waits: AsyncWaits | undefined;
  /** Whether streams are delivered only after their release. */
  readonly hold: boolean;
  /** Called with what goes wrong. */
  readonly note: (text: string) => void;
  readonly teardown: Teardown;
}

/** Starts the fakes; the run's end stops them. */
export async function startFakes(options: RunFakesOptions): Promise<RunFakes> {
  const { target, service, proxy, waits, hold, note, teardown } = options;
  const metrics = startMeasuring({ service, proxy }, note, teardown);
  if (service === undefined) return { metrics };
  const streams = createStreamMappings(service, note, metrics.streams);
  teardown.add("the stream mappings", streams.stop);
  const asynchronous = createAsyncInvocations(service, note, waits, metrics.asynchronous);
  teardown.add("the asynchronous invocations", asynchronous.stop);
  const of = { ...target, partition: partitionOf(target.region).name };
  proxy?.takeEvents((call) => asynchronous.accept(calledArn(call, of), call.payload));
  const codeDeploy = await startLocalCodeDeploy(service, note);
  teardown.add("CodeDeploy", codeDeploy.stop);
  return { metrics, streams, asynchronous, codeDeploy, ...(hold && { held: holdStreams(streams) }) };
}
