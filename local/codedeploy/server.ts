import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import { minuteMs, simulatedTime } from "../../aws/alarms/series";
import { serve } from "../../cli/loopback-server";
import { readBody } from "../../cli/read-body";
import { messageOf } from "../../values/message-of";
import type { ServiceTarget } from "../service/connection";
import { CodeDeployError, type Deployment, FakeCodeDeploy, type FakeCodeDeployOptions } from "./fake";
import { emulatorPorts } from "./ports";

/** CodeDeploy's API on this machine. */
export interface CodeDeployServer {
  /** Address for CodeDeploy's clients. */
  readonly url: string;
  readonly fake: FakeCodeDeploy;
  stop(): Promise<void>;
}

const groupInput = z.object({ applicationName: z.string(), deploymentGroupName: z.string() });
const creation = groupInput.extend({
  deploymentConfigName: z.string().optional(),
  description: z.string().optional(),
  overrideAlarmConfiguration: z.object({ enabled: z.boolean().optional() }).optional(),
  revision: z.object({
    revisionType: z.literal("AppSpecContent"),
    appSpecContent: z.object({ content: z.string(), sha256: z.string() }),
  }),
});
const one = z.object({ deploymentId: z.string() });
const stopping = one.extend({ autoRollbackEnabled: z.boolean().optional() });
const listing = groupInput.extend({
  includeOnlyStatuses: z.array(z.string()).optional(),
  /** Epoch seconds. */
  createTimeRange: z.object({ start: z.number().optional(), end: z.number().optional() }).default({}),
});
/** CodeDeploy tells of 25 at most. */
const several = z.object({ deploymentIds: z.array(z.string()).min(1).max(25) });
const application = z.object({ applicationName: z.string() });

/** Opens it on the loopback interface. A deployment is as far as the clock says whenever somebody looks, and no further. */
export async function startCodeDeploy(options: FakeCodeDeployOptions): Promise<CodeDeployServer> {
  const fake = new FakeCodeDeploy(options);
  const server = await serve((request, response) => {
    answer(fake, request, response).catch((error: unknown) => fail(response, error));
  });
  return { url: server.url, fake, stop: server.close };
}

/** Real milliseconds that stand for a minute of a deployment, and after which alarms are asked for again. */
const MINUTE_STANDS_FOR_MS = 1_000;

/**
 * Opens it for a local run: aliases and alarms are the emulator's, a second stands for a minute, and time passes whether somebody looks or not.
 *
 * @param onProblem told what keeps it from shifting calls; it goes on trying
 */
export async function startLocalCodeDeploy(
  target: ServiceTarget,
  onProblem: (text: string) => void,
): Promise<CodeDeployServer> {
  const ports = emulatorPorts(target);
  const clock = { origin: Date.now(), factor: minuteMs / MINUTE_STANDS_FOR_MS };
  const server = await startCodeDeploy({ ports, now: () => simulatedTime(clock, Date.now()) });
  let ticking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking
      .then(() => server.fake.tick())
      .catch((error: unknown) => onProblem(`CodeDeploy: ${messageOf(error)}`));
  }, MINUTE_STANDS_FOR_MS);
  return {
    ...server,
    async stop() {
      clearInterval(timer);
      await ticking;
      await server.stop();
      ports.destroy();
    },
  };
}

async function answer(fake: FakeCodeDeploy, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const operation = String(request.headers["x-amz-target"] ?? "").replace(/^.*\./, "");
  const input: unknown = JSON.parse((await readBody(request)).toString("utf8") || "{}");
  await fake.tick();
  const run = operations[operation];
  if (run === undefined) throw new CodeDeployError("UnknownOperationException", `the fake does not know ${operation}`);
  end(response, 200, await run(fake, input));
}

type Operation = (fake: FakeCodeDeploy, input: unknown) => unknown;

const operations: Readonly<Record<string, Operation>> = {
  async CreateDeployment(fake, input) {
    const { applicationName, deploymentGroupName, deploymentConfigName, description, ...more } = creation.parse(input);
    const { id } = await fake.create({
      application: applicationName,
      group: deploymentGroupName,
      content: more.revision.appSpecContent.content,
      watches: more.overrideAlarmConfiguration?.enabled !== false,
      ...(deploymentConfigName !== undefined && { configName: deploymentConfigName }),
      ...(description !== undefined && { description }),
    });
    return { deploymentId: id };
  },
  GetDeployment: (fake, input) => ({ deploymentInfo: informationOf(fake.deployment(one.parse(input).deploymentId)) }),
  BatchGetDeployments(fake, input) {
    const { deploymentIds } = several.parse(input);
    // An id that it does not know is left out of the answer.
    const known = fake.deployments.filter(({ id }) => deploymentIds.includes(id));
    return { deploymentsInfo: known.map(informationOf) };
  },
  async StopDeployment(fake, input) {
    const { deploymentId, autoRollbackEnabled = false } = stopping.parse(input);
    await fake.stop(deploymentId, autoRollbackEnabled);
    return { status: "Succeeded" };
  },
  ListDeployments(fake, input) {
    const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange } = listing.parse(input);
    const { start = Number.NEGATIVE_INFINITY, end = Number.POSITIVE_INFINITY } = createTimeRange;
    const found = fake.deployments.filter(
      (deployment) =>
        deployment.application === applicationName &&
        deployment.group === deploymentGroupName &&
        deployment.createdAt >= start * 1000 &&
        deployment.createdAt <= end * 1000 &&
        (includeOnlyStatuses === undefined || includeOnlyStatuses.includes(deployment.status)),
    );
    return { deployments: found.map(({ id }) => id).toReversed() };
  },
  ListDeploymentGroups(fake, input) {
    const { applicationName } = application.parse(input);
    return { applicationName, deploymentGroups: fake.groupsOf(applicationName).map(({ name }) => name) };
  },
  GetDeploymentGroup(fake, input) {
    const { applicationName, deploymentGroupName } = groupInput.parse(input);
    const { alarms, configName } = fake.group(applicationName, deploymentGroupName);
    const last = fake.deployments.findLast(
      (deployment) => deployment.application === applicationName && deployment.group === deploymentGroupName,
    );
    return {
      deploymentGroupInfo: {
        applicationName,
        deploymentGroupName,
        deploymentConfigName: configName,
        computePlatform: "Lambda",
        alarmConfiguration: { enabled: true, alarms: alarms.map((name) => ({ name })) },
        ...(last !== undefined && {
          lastAttemptedDeployment: { deploymentId: last.id, status: last.status, createTime: last.createdAt / 1000 },
        }),
      },
    };
  },
};

function informationOf(deployment: Deployment): object {
  const { id, application: applicationName, group, content, status, error, rollbackId, triggeredBy } = deployment;
  return {
    applicationName,
    deploymentGroupName: group,
    deploymentId: id,
    deploymentConfigName: deployment.configName,
    description: deployment.description,
    status,
    createTime: deployment.createdAt / 1000,
    computePlatform: "Lambda",
    revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
    ...(error !== undefined && { errorInformation: error }),
    ...((rollbackId !== undefined || triggeredBy !== undefined) && {
      rollbackInfo: { rollbackDeploymentId: rollbackId, rollbackTriggeringDeploymentId: triggeredBy },
    }),
  };
}

function fail(response: ServerResponse, error: unknown): void {
  const wrong = error instanceof z.ZodError || error instanceof SyntaxError;
  const code = error instanceof CodeDeployError ? error.code : wrong ? "InvalidInputException" : "InternalFailure";
  end(response, code === "InternalFailure" ? 500 : 400, { __type: code, message: messageOf(error) });
}

function end(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() });
  response.end(JSON.stringify(body));
}
