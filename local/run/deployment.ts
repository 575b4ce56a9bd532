import { randomInt } from "node:crypto";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { MetricWriter } from "../alarms/source";
import { grantUses } from "../calls/grants";
import { startControl } from "../control/server";
import { deploy } from "../deploy/deploy";
import type { Issuer } from "../issuer/issuer";
import type { CallProxy } from "../proxy/proxy";
import { createFindSettings } from "../ses/destinations";
import { type FakeSesEvents, startFakeSesEvents } from "../ses/fake";
import { createSesMetrics } from "../ses/metrics";
import { createInbox } from "../ses/query";
import type { FakeWebhook } from "../webhook/fake-webhook";
import { type Aws, connect } from "./aws";
import type { RunContext, RunningStack } from "./context";
import { type RunFakes, type RunFakesOptions, startFakes } from "./fakes";
import { readOutputs, type StackOutputs } from "./outputs";
import { runningStack } from "./running-stack";
import type { Show } from "./steps";
import { type AwsTarget, stackName } from "./target";

/** The AWS that the stack is deployed to, once it answers. */
export interface StartedAws {
  /** The emulator itself, without the proxy. Absent for another emulator. */
  readonly service?: AwsTarget;
  readonly pid?: number;
  readonly logFile?: string;
}

/** What a stack is deployed to and with. */
export interface DeploymentParts extends Pick<RunFakesOptions, "proxy" | "waits" | "hold"> {
  readonly target: AwsTarget;
  /** The program is loaded until it resolves, and nothing is created. */
  readonly starting: Promise<StartedAws>;
  readonly issuer: Issuer;
  readonly webhook: FakeWebhook | undefined;
  /** Config values that win over the stack's file. Default: none. */
  readonly overrides: Readonly<Record<string, string>> | undefined;
}

/** A deployed stack, with what holds its streams until state is restored. */
export interface DeployedStack extends Pick<RunFakes, "held"> {
  readonly stack: RunningStack;
}

/**
 * Deploys the program: loads it at once, and creates its resources when the emulator answers.
 *
 * @param show shows notes and progress
 * @throws the errors of `deploy`, and that of `starting`
 */
export async function deployStack(
  { controller: { signal }, teardown }: RunContext,
  parts: DeploymentParts,
  show: Show,
): Promise<DeployedStack> {
  const { target, starting, issuer, proxy, webhook } = parts;
  const { note, progress } = show;
  const startingFakes = starting.then(({ service }) => startFakes({ ...parts, service, note, teardown }));
  startingFakes.catch(() => undefined); // when the program's own failure came first
  let created = 0;
  const deployment = await deploy({
    stack: stackName,
    endpoint: target.endpoint,
    accountId: target.accountId,
    credentials: target.credentials,
    foreign: !target.bundled,
    fakes: startingFakes.then(({ streams, held = streams, asynchronous, codeDeploy }) => ({
      streams: held,
      asynchronous,
      rollouts: codeDeploy?.fake,
    })),
    overrides: {
      // A suffix of its own, so that resources of an earlier run are not in the way.
      ...(!target.bundled && {
        environmentSuffix: `local-${randomInt(36 ** 4)
          .toString(36)
          .padStart(4, "0")}`,
      }),
      authIssuer: issuer.url,
      "aws:region": target.region,
      ...(webhook !== undefined && { webhookUrl: webhook.url, webhookKind: webhook.kind }),
      ...parts.overrides,
    },
    signal,
    onResource({ type, name }) {
      created += 1;
      progress(`${created}: ${type.split(":").at(-1)} ${name}`);
    },
  });
  const { metrics, held, streams, asynchronous, codeDeploy } = await startingFakes;
  const outputs = readOutputs(deployment.outputs);
  const clients = connect(target);
  teardown.add("the AWS clients", () => clients.destroy());
  issuer.expect(await readExpectations(clients, outputs));
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
  const { pid, logFile } = await starting;
  const stack = runningStack({
    target,
    pid,
    logFile,
    issuer,
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
  return { stack, ...(held !== undefined && { held }) };
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
