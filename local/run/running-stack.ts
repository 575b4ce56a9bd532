import { writeStackFile } from "../../ops/stack/stack-file";
import type { AsyncInvocations } from "../async/fake";
import type { Deployment } from "../deploy/deploy";
import type { Issuer } from "../issuer/issuer";
import type { Recorder } from "../ses/recorder";
import type { StandIn } from "../ses/stand-in";
import type { StreamMappings } from "../streams/fake";
import type { Sink } from "../webhook/sink";
import type { RunningStack } from "./context";
import type { StackOutputs } from "./outputs";
import type { AwsPlace } from "./place";

/** A stack that is up, of what its steps have started. */
export function runningStack(parts: {
  readonly place: AwsPlace;
  readonly pid: number | undefined;
  readonly logFile: string | undefined;
  readonly issuer: Issuer;
  readonly recorder: Recorder | undefined;
  readonly standIn: StandIn | undefined;
  readonly streams: StreamMappings | undefined;
  readonly asynchronous: AsyncInvocations | undefined;
  readonly sink: Sink | undefined;
  readonly deployment: Deployment;
  readonly outputs: StackOutputs;
}): RunningStack {
  const { pid, logFile, recorder, standIn, streams, asynchronous, sink, ...rest } = parts;
  return {
    ...rest,
    ...(pid === undefined ? {} : { emulatorPid: pid }),
    ...(logFile === undefined ? {} : { emulatorLog: logFile }),
    ...(recorder === undefined ? {} : { recorder }),
    ...(standIn === undefined ? {} : { standIn }),
    ...(streams === undefined ? {} : { streams }),
    ...(asynchronous === undefined ? {} : { asynchronous }),
    ...(sink === undefined ? {} : { sink }),
  };
}

/** Writes `.local/stack.json`, for commands beside the run. */
export function publish({ place, issuer, outputs }: RunningStack): void {
  writeStackFile({
    endpoint: place.endpoint,
    region: place.region,
    accountId: place.accountId,
    credentials: place.credentials,
    environmentSuffix: outputs.stack.environmentSuffix,
    issuer: issuer.url,
    tokenSecret: issuer.secret,
    outputs,
  });
}
