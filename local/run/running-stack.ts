import { writeStackFile } from "../../ops/stack/stack-file";
import type { AsyncInvocations } from "../async/fake";
import type { CodeDeployServer } from "../codedeploy/server";
import type { ControlServer } from "../control/server";
import type { Deployment } from "../deploy/deploy";
import type { Issuer } from "../issuer/issuer";
import type { CallProxy } from "../proxy/proxy";
import type { FakeSesEvents } from "../ses/fake";
import type { StreamMappings } from "../streams/fake";
import type { FakeWebhook } from "../webhook/fake-webhook";
import type { RunningStack } from "./context";
import type { StackOutputs } from "./outputs";
import type { AwsTarget } from "./target";

/** A stack that is up, of what its steps have started. */
export function runningStack(parts: {
  readonly target: AwsTarget;
  readonly pid: number | undefined;
  readonly logFile: string | undefined;
  readonly issuer: Issuer;
  readonly proxy: CallProxy | undefined;
  readonly control: ControlServer | undefined;
  readonly fakeSes: FakeSesEvents | undefined;
  readonly streams: StreamMappings | undefined;
  readonly asynchronous: AsyncInvocations | undefined;
  readonly codeDeploy: CodeDeployServer | undefined;
  readonly webhook: FakeWebhook | undefined;
  readonly metricSources: RunningStack["metricSources"];
  readonly deployment: Deployment;
  readonly outputs: StackOutputs;
}): RunningStack {
  const { pid, logFile, proxy, control, fakeSes, streams, asynchronous, codeDeploy, webhook, ...rest } = parts;
  return {
    ...rest,
    ...(pid === undefined ? {} : { emulatorPid: pid }),
    ...(logFile === undefined ? {} : { emulatorLog: logFile }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(control === undefined ? {} : { control }),
    ...(fakeSes === undefined ? {} : { fakeSes }),
    ...(streams === undefined ? {} : { streams }),
    ...(asynchronous === undefined ? {} : { asynchronous }),
    ...(codeDeploy === undefined ? {} : { codeDeploy }),
    ...(webhook === undefined ? {} : { webhook }),
  };
}

/** Writes `.local/stack.json`, for commands beside the run. @param consoleUrl of the web console. Default: there is none */
export function publish({ target, issuer, outputs, codeDeploy, control }: RunningStack, consoleUrl?: string): void {
  writeStackFile({
    endpoint: target.endpoint,
    ...(codeDeploy !== undefined && { codeDeployEndpoint: codeDeploy.url }),
    ...(control !== undefined && { control: control.address }),
    region: target.region,
    accountId: target.accountId,
    credentials: target.credentials,
    environmentSuffix: outputs.stack.environmentSuffix,
    issuer: issuer.url,
    tokenSecret: issuer.secret,
    outputs,
    ...(consoleUrl !== undefined && { console: { url: consoleUrl } }),
  });
}
