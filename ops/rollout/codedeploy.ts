// What the command asks of CodeDeploy. Source: CodeDeploy API reference.
import { createHash } from "node:crypto";
import {
  BatchGetDeploymentsCommand,
  type CodeDeployClient,
  CreateDeploymentCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  GetDeploymentGroupCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from "@aws-sdk/client-codedeploy";
import { type AppSpec, readAppSpec, writeAppSpec } from "../../aws/app-spec";

export type CodeDeploy = Pick<CodeDeployClient, "send">;

/** A deployment group, as far as a roll-out needs it. Its name is its function's. */
export interface Group {
  readonly functionName: string;
  readonly alarms: readonly string[];
  /** The deployment that was asked for last, whatever became of it. */
  readonly lastId: string | undefined;
}

/** Statuses of a deployment that has not ended. */
const running = ["Created", "Queued", "InProgress", "Baking", "Ready"] as const;

/** A deployment as it is now. */
export interface Deployment {
  readonly id: string;
  readonly spec: AppSpec | undefined;
  readonly status: string;
  readonly isRunning: boolean;
  readonly succeeded: boolean;
  /** Why it ended without success, in CodeDeploy's words; empty when it says nothing. */
  readonly reason: string;
  /** The deployment that it takes back, for one that CodeDeploy began by itself. */
  readonly takesBack: string | undefined;
  readonly createdAt: Date;
}

/** Names of all groups of an application, sorted. */
export async function groupNames(client: CodeDeploy, applicationName: string): Promise<readonly string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListDeploymentGroupsCommand({ applicationName, nextToken }));
    names.push(...(page.deploymentGroups ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names.toSorted();
}

export async function readGroup(client: CodeDeploy, applicationName: string, functionName: string): Promise<Group> {
  const { deploymentGroupInfo: group } = await client.send(
    new GetDeploymentGroupCommand({ applicationName, deploymentGroupName: functionName }),
  );
  return {
    functionName,
    alarms: (group?.alarmConfiguration?.alarms ?? []).flatMap(({ name }) => name ?? []),
    lastId: group?.lastAttemptedDeployment?.deploymentId,
  };
}

/** The deployment of a function that has not ended, if there is one: CodeDeploy lets no second one begin. */
export async function runningDeployment(
  client: CodeDeploy,
  applicationName: string,
  functionName: string,
): Promise<string | undefined> {
  const { deployments = [] } = await client.send(
    new ListDeploymentsCommand({
      applicationName,
      deploymentGroupName: functionName,
      includeOnlyStatuses: [...running],
    }),
  );
  return deployments[0];
}

/** The most that CodeDeploy tells of in one answer (API reference, BatchGetDeployments). */
const MOST_AT_ONCE = 25;

/** A function's deployments that were created since a moment, newest first. */
export async function recentDeployments(
  client: CodeDeploy,
  applicationName: string,
  functionName: string,
  since: Date,
): Promise<readonly Deployment[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListDeploymentsCommand({
        ...{ applicationName, deploymentGroupName: functionName, nextToken },
        createTimeRange: { start: since },
      }),
    );
    ids.push(...(page.deployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const found: Deployment[] = [];
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
    const { deploymentsInfo = [] } = await client.send(
      new BatchGetDeploymentsCommand({ deploymentIds: ids.slice(from, from + MOST_AT_ONCE) }),
    );
    found.push(...deploymentsInfo.map((each) => toDeployment(each.deploymentId ?? "", each)));
  }
  // CodeDeploy does not document an order.
  return found.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

export async function readDeployment(client: CodeDeploy, deploymentId: string): Promise<Deployment> {
  const { deploymentInfo: found } = await client.send(new GetDeploymentCommand({ deploymentId }));
  return toDeployment(deploymentId, found);
}

function toDeployment(id: string, found: DeploymentInfo | undefined): Deployment {
  const status = found?.status ?? "unknown";
  return {
    id,
    spec: readAppSpec(contentOf(found)),
    status,
    isRunning: running.some((one) => one === status),
    succeeded: status === "Succeeded",
    reason: found?.errorInformation?.message ?? "",
    takesBack: found?.rollbackInfo?.rollbackTriggeringDeploymentId,
    createdAt: found?.createTime ?? new Date(0),
  };
}

function contentOf(deployment: DeploymentInfo | undefined): string {
  return deployment?.revision?.appSpecContent?.content ?? deployment?.revision?.string?.content ?? "";
}

/** Begins a deployment by the group's own configuration. @returns its id */
export function startDeployment(client: CodeDeploy, applicationName: string, spec: AppSpec): Promise<string> {
  return create(client, applicationName, spec, {});
}

/** Gives all calls back to a version at once, whatever the alarms say: they may be why. @returns the deployment's id */
export function reverseDeployment(client: CodeDeploy, applicationName: string, spec: AppSpec): Promise<string> {
  const { current, target } = spec;
  return create(
    client,
    applicationName,
    { ...spec, current: target, target: current },
    {
      deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
      overrideAlarmConfiguration: { enabled: false },
    },
  );
}

async function create(
  client: CodeDeploy,
  applicationName: string,
  spec: AppSpec,
  more: Partial<CreateDeploymentCommand["input"]>,
): Promise<string> {
  const content = writeAppSpec(spec);
  const { deploymentId } = await client.send(
    new CreateDeploymentCommand({
      applicationName,
      deploymentGroupName: spec.functionName,
      description: `${spec.current} -> ${spec.target}`,
      revision: {
        revisionType: "AppSpecContent",
        appSpecContent: { content, sha256: createHash("sha256").update(content).digest("hex") },
      },
      ...more,
    }),
  );
  if (deploymentId === undefined)
    throw new Error(`CodeDeploy began a deployment of ${spec.functionName} without an id`);
  return deploymentId;
}

/** Stops a deployment; the version before gets all calls again. */
export async function stopDeployment(client: CodeDeploy, deploymentId: string): Promise<void> {
  await client.send(new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
}
