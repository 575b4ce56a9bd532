import { randomInt } from "node:crypto";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { partitionOf } from "../../aws/partitions";
import { removeStackFile } from "../../ops/stack/stack-file";
import type { MetricWriter } from "../alarms/source";
import { calledArn } from "../async/event-call";
import { createAsyncInvocations } from "../async/fake";
import type { AsyncWaits } from "../async/settings";
import { grantUses } from "../calls/grants";
import { startLocalCodeDeploy } from "../codedeploy/server";
import { startControl } from "../control/server";
import { deploy } from "../deploy/deploy";
import { inspectVariables } from "../inspect/start";
import { type Issuer, startIssuer } from "../issuer/issuer";
import type { KeptState } from "../kept-state/file";
import { holdStreams } from "../kept-state/held-streams";
import { restoreInto } from "../kept-state/run";
import { type CallProxy, startProxy } from "../proxy/proxy";
import { createFindSettings } from "../ses/destinations";
import { type FakeSesEvents, startFakeSesEvents } from "../ses/fake";
import { createSesMetrics } from "../ses/metrics";
import { createInbox } from "../ses/query";
import { createStreamMappings } from "../streams/fake";
import { type FakeWebhook, startFakeWebhook } from "../webhook/fake-webhook";
import { type Aws, connect } from "./aws";
import type { RunContext, RunningStack } from "./context";
import { startBundled } from "./emulator";
import { orAborted } from "./interrupts";
import { startMeasuring } from "./measuring";
import { readOutputs, type StackOutputs } from "./outputs";
import { keepPorts, portOf, readPorts } from "./ports";
import { publish, runningStack } from "./running-stack";
import type { Step } from "./steps";
import { type AwsTarget, foreignEndpoint, lookAt } from "./target";
import type { RunOptions } from "./usage";

/** The stack that the local run deploys. */
export const stackName = "local";
const defaultRegion = "us-east-1";

/** The steps that start the stack, and their results. */
export interface BringUp {
  readonly steps: readonly Step[];
  /** @throws {Error} before the last step has ended */
  stack(): RunningStack;
}

/** Options for starting the stack differently. */
export interface BringUpOptions extends Pick<RunOptions, "port" | "inspect"> {
  /** Between the tries of an asynchronous invocation. Default: shortened. */
  readonly waits?: AsyncWaits;
  /** Config values that win over the stack's file. Default: none. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** State that the stack begins with. Default: it is empty. */
  readonly kept?: KeptState | undefined;
}

export function bringUp(context: RunContext, options: BringUpOptions): BringUp {
  const { controller, teardown } = context;
  const { signal } = controller;
  const last = readPorts();
  let issuer: Issuer | undefined;
  let proxy: CallProxy | undefined;
  let webhook: FakeWebhook | undefined;
  let aws: StartedAws | undefined;
  let up: RunningStack | undefined;

  const helpers: Step = {
    title: "Start token issuer, proxy and chat room",
    async run() {
      const foreign = foreignEndpoint() !== undefined;
      const { port } = options;
      [issuer, proxy, webhook] = await Promise.all([
        startIssuer(last.issuer),
        foreign ? undefined : startProxy({ port: port ?? last.proxy, onlyThisPort: port !== undefined }),
        foreign ? undefined : startFakeWebhook(last.webhook),
      ]);
      teardown.add("the token issuer", issuer.stop);
      if (proxy !== undefined) teardown.add("the proxy", proxy.stop);
      if (webhook !== undefined) teardown.add("the chat room", webhook.stop);
      signal.throwIfAborted();
      return issuer.url;
    },
  };

  const emulator: Step = {
    title: "Start the AWS emulator",
    async run({ note }) {
      const foreign = foreignEndpoint();
      if (foreign !== undefined) {
        aws = { target: await orAborted(lookAt(foreign, process.env.AWS_REGION ?? defaultRegion), signal) };
        return `using ${foreign} (AWS_ENDPOINT_URL)`;
      }
      const { url, forwardTo } = need(proxy);
      const variables = { AWS_ENDPOINT_URL: url, ...(options.inspect !== undefined && inspectVariables) };
      const emulated = await startBundled(context, { variables }, note);
      keepPorts({ proxy: portOf(url), issuer: portOf(need(issuer).url), webhook: portOf(need(webhook).url) });
      forwardTo(emulated.target.endpoint, emulated.pid);
      // Everything is deployed through the proxy, because queue URLs contain the host that created the queue.
      aws = { ...emulated, target: { ...emulated.target, endpoint: url }, service: emulated.target };
      return url;
    },
  };

  const program: Step = {
    title: "Deploy the program",
    async run({ note, progress }) {
      const { target, service, pid, logFile } = need(aws);
      let created = 0;
      const metrics = startMeasuring({ service, proxy }, note, teardown);
      const streams = service === undefined ? undefined : createStreamMappings(service, note, metrics.streams);
      if (streams !== undefined) teardown.add("the stream mappings", streams.stop);
      const held = options.kept === undefined || streams === undefined ? undefined : holdStreams(streams);
      const asynchronous =
        service === undefined ? undefined : createAsyncInvocations(service, note, options.waits, metrics.asynchronous);
      if (asynchronous !== undefined) {
        teardown.add("the asynchronous invocations", asynchronous.stop);
        const of = { ...target, partition: partitionOf(target.region).name };
        proxy?.takeEvents((call) => asynchronous.accept(calledArn(call, of), call.payload));
      }
      const codeDeploy = service === undefined ? undefined : await startLocalCodeDeploy(service, note);
      if (codeDeploy !== undefined) teardown.add("CodeDeploy", codeDeploy.stop);
      const deployment = await orAborted(
        deploy({
          stack: stackName,
          endpoint: target.endpoint,
          accountId: target.accountId,
          credentials: target.credentials,
          foreign: !target.bundled,
          streams: held ?? streams,
          asynchronous,
          rollouts: codeDeploy?.fake,
          overrides: {
            // A suffix of its own, so that resources of an earlier run are not in the way.
            ...(!target.bundled && {
              environmentSuffix: `local-${randomInt(36 ** 4)
                .toString(36)
                .padStart(4, "0")}`,
            }),
            authIssuer: need(issuer).url,
            "aws:region": target.region,
            ...(webhook !== undefined && { webhookUrl: webhook.url, webhookKind: webhook.kind }),
            ...options.overrides,
          },
          signal,
          onResource({ type, name }) {
            created += 1;
            progress(`${created}: ${type.split(":").at(-1)} ${name}`);
          },
        }),
        signal,
      );
      const outputs = readOutputs(deployment.outputs);
      const clients = connect(target);
      teardown.add("the AWS clients", () => clients.destroy());
      need(issuer).expect(await readExpectations(clients, outputs));
      const { apiId: id, apiName: name, stageName: stage } = outputs.orders;
      metrics.nameApi({ id, name, stage });
      const { declared } = deployment;
      const suffix = outputs.stack.environmentSuffix;
      proxy?.setSuffix(suffix);
      const control =
        proxy === undefined
          ? undefined
          : await startControl({ proxy, grants: (counts) => grantUses(declared, counts, suffix) });
      if (control !== undefined) teardown.add("the control server", control.stop);
      const fakeSes = proxy === undefined ? undefined : fakeSesFor(proxy, clients, target, outputs, metrics.ses, note);
      if (fakeSes !== undefined) teardown.add("the fake for SES events", fakeSes.stop);
      up = runningStack({
        target,
        pid,
        logFile,
        issuer: need(issuer),
        proxy,
        control,
        fakeSes,
        streams,
        asynchronous,
        codeDeploy: outputs.stack.rolloutApplicationName === undefined ? undefined : codeDeploy,
        webhook,
        metricSources: metrics.sources,
        deployment,
        outputs,
      });
      if (options.kept !== undefined && service !== undefined) {
        const { problems } = await orAborted(restoreInto(service, options.kept), signal);
        for (const problem of problems) note(problem);
        await held?.release(signal);
      }
      publish(up);
      teardown.add("stack.json", () => void removeStackFile(), removeStackFile);
      return `${deployment.resources} resources`;
    },
  };

  return { steps: [helpers, emulator, program], stack: () => need(up) };
}

/** The AWS that the stack is deployed to. */
interface StartedAws {
  readonly target: AwsTarget;
  /** The emulator itself, without the proxy: the fakes are parts of AWS, not its callers. Absent for another emulator. */
  readonly service?: AwsTarget;
  readonly pid?: number;
  readonly logFile?: string;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a step ran before the one it needs");
  return value;
}

/**
 * Reads the requirements for a token from the deployed functions, so that they are defined only in the stack's configuration.
 */
async function readExpectations(aws: Aws, { orders }: StackOutputs) {
  const variable = async (functionName: string, name: string) => {
    const { Environment } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
    const value = Environment?.Variables?.[name];
    if (value === undefined) throw new Error(`the function ${functionName} has no variable ${name}`);
    return value;
  };
  const [audience, staffScope] = await Promise.all([
    variable(orders.functionNames.authorizer, "AUTH_AUDIENCE"),
    variable(orders.functionNames.get, "STAFF_SCOPE"),
  ]);
  return { audience, staffScope };
}

function fakeSesFor(
  proxy: CallProxy,
  aws: Aws,
  target: AwsTarget,
  outputs: StackOutputs,
  metrics: MetricWriter,
  onProblem: (text: string) => void,
): FakeSesEvents {
  const partition = outputs.confirmations.topicArn.split(":")[1] ?? "aws";
  const fakeSes = startFakeSesEvents({
    ledger: proxy.emails,
    sender: { accountId: target.accountId, region: target.region, partition },
    sns: aws.sns,
    findSettings: createFindSettings(aws.sesv2),
    onEvent: createSesMetrics(metrics).count,
    inbox: createInbox(target.endpoint, target.accountId),
    onProblem,
  });
  proxy.onEmail(() => fakeSes.wake());
  return fakeSes;
}
