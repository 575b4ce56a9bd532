// A fake for CodeDeploy's deployments of Lambda functions, which the emulator does not have. Source: CodeDeploy user guide, "Deployments on an
// AWS Lambda compute platform", and the API reference.
import { randomBytes } from "node:crypto";
import { type AppSpec, readAppSpec } from "../../aws/app-spec";
import type { CodeDeployPorts } from "./ports";
import { predefinedShift, type Shift, stepsOf } from "./shift";

/** A deployment group, as far as a deployment needs it. */
export interface Group {
  readonly application: string;
  readonly name: string;
  readonly configName: string;
  readonly alarms: readonly string[];
}

export type Status = "InProgress" | "Succeeded" | "Failed" | "Stopped";

/** A deployment, as `GetDeployment` tells of it. Times are simulated, in epoch milliseconds. */
export interface Deployment {
  readonly id: string;
  readonly application: string;
  readonly group: string;
  readonly configName: string;
  readonly content: string;
  readonly description: string;
  readonly createdAt: number;
  readonly watches: boolean;
  status: Status;
  error?: { readonly code: string; readonly message: string };
  /** The deployment that went back to the version before. */
  rollbackId?: string;
  /** Of a deployment that went back: the one that it took back. */
  readonly triggeredBy?: string;
}

/** What is asked for in `CreateDeployment`. */
export interface DeploymentRequest {
  readonly application: string;
  readonly group: string;
  readonly content: string;
  /** Default: the group's. */
  readonly configName?: string;
  readonly description?: string;
  /** Whether the group's alarms count. Default: yes. */
  readonly watches?: boolean;
}

/** An answer of the API that is an error. */
export class CodeDeployError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface FakeCodeDeployOptions {
  readonly ports: CodeDeployPorts;
  /** Simulated time, epoch milliseconds: minutes of a deployment are minutes of this clock. */
  readonly now: () => number;
}

const minuteMs = 60_000;

/** CodeDeploy for one stack. Nothing happens between two calls of `tick`. */
export class FakeCodeDeploy {
  readonly #groups = new Map<string, Group>();
  readonly #shifts = new Map<string, Shift>();
  readonly #deployments: Deployment[] = [];
  readonly #options: FakeCodeDeployOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FakeCodeDeployOptions) {
    this.#options = options;
  }

  /** Every deployment, oldest first. */
  get deployments(): readonly Deployment[] {
    return this.#deployments;
  }

  addGroup(group: Group): void {
    this.#groups.set(`${group.application}/${group.name}`, group);
  }

  addConfig(name: string, shift: Shift): void {
    this.#shifts.set(name, shift);
  }

  groupsOf(application: string): readonly Group[] {
    return [...this.#groups.values()].filter((group) => group.application === application);
  }

  /** @throws {CodeDeployError} */
  group(application: string, name: string): Group {
    const found = this.#groups.get(`${application}/${name}`);
    if (found === undefined)
      throw new CodeDeployError("DeploymentGroupDoesNotExistException", `there is no deployment group ${name}`);
    return found;
  }

  /** @throws {CodeDeployError} */
  deployment(id: string): Deployment {
    const found = this.#deployments.find((deployment) => deployment.id === id);
    if (found === undefined)
      throw new CodeDeployError("DeploymentDoesNotExistException", `there is no deployment ${id}`);
    return found;
  }

  /** Begins a deployment; its first calls are shifted at once. @throws {CodeDeployError} */
  create(request: DeploymentRequest): Promise<Deployment> {
    return this.#alone(() => this.#create(request));
  }

  async #create(request: DeploymentRequest): Promise<Deployment> {
    const group = this.group(request.application, request.group);
    const running = this.#running(group);
    if (running !== undefined)
      throw new CodeDeployError("DeploymentLimitExceededException", `the deployment ${running.id} is in progress`);
    const { configName = group.configName, watches = true, content, description = "" } = request;
    this.#shiftOf(configName);
    const spec = readAppSpec(content);
    if (spec === undefined || spec.current === spec.target)
      throw new CodeDeployError("InvalidRevisionException", "The AppSpec names no function, or one version twice");
    const { version, weights } = await this.#options.ports.getAlias(spec.functionName, spec.alias);
    if (version !== spec.current || Object.keys(weights).length > 0)
      throw new CodeDeployError(
        "InvalidRevisionException",
        `the alias points to version ${version} and not to ${spec.current}`,
      );
    const deployment = this.#add({ group, configName, content, description, watches });
    await this.#advance(deployment);
    return deployment;
  }

  /** @param rollback whether the version before gets all calls again @throws {CodeDeployError} */
  stop(id: string, rollback: boolean): Promise<void> {
    return this.#alone(async () => {
      const deployment = this.deployment(id);
      if (deployment.status !== "InProgress")
        throw new CodeDeployError("DeploymentAlreadyCompletedException", `the deployment ${id} has ended`);
      await this.#end(deployment, "Stopped", rollback, { code: "MANUAL_STOP", message: "Somebody stopped it" });
    });
  }

  /** Shifts what is to be shifted by now, and takes back where an alarm is raised. */
  tick(): Promise<void> {
    return this.#alone(async () => {
      for (const deployment of this.#deployments) {
        if (deployment.status === "InProgress") await this.#advance(deployment);
      }
    });
  }

  /** One after the other: two at once would both shift the same alias. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  #running(group: Group): Deployment | undefined {
    return this.#deployments.find(
      ({ application, group: name, status }) =>
        application === group.application && name === group.name && status === "InProgress",
    );
  }

  async #advance(deployment: Deployment): Promise<void> {
    const { ports, now } = this.#options;
    const spec = specOf(deployment);
    const { alarms } = this.group(deployment.application, deployment.group);
    const raised = deployment.watches ? await ports.raisedAlarms(alarms) : [];
    if (raised.length > 0) {
      const message = `One or more alarms have been activated: ${raised.join(", ")}`;
      return await this.#end(deployment, "Stopped", true, { code: "ALARM_ACTIVE", message });
    }
    const minutes = Math.floor((now() - deployment.createdAt) / minuteMs);
    const { percent } = stepsOf(this.#shiftOf(deployment.configName)).findLast(({ minute }) => minute <= minutes) ?? {
      percent: 0,
    };
    if (percent < 100)
      return await ports.setAlias(spec.functionName, spec.alias, {
        version: spec.current,
        weights: { [spec.target]: percent / 100 },
      });
    await ports.setAlias(spec.functionName, spec.alias, { version: spec.target, weights: {} });
    deployment.status = "Succeeded";
  }

  async #end(
    deployment: Deployment,
    status: Status,
    rollback: boolean,
    error: NonNullable<Deployment["error"]>,
  ): Promise<void> {
    deployment.status = status;
    deployment.error = error;
    if (!rollback) return;
    const { functionName, alias, current } = specOf(deployment);
    await this.#options.ports.setAlias(functionName, alias, { version: current, weights: {} });
    const back = this.#add({
      group: this.group(deployment.application, deployment.group),
      configName: "CodeDeployDefault.LambdaAllAtOnce",
      content: deployment.content,
      description: "",
      watches: false,
      triggeredBy: deployment.id,
    });
    back.status = "Succeeded";
    deployment.rollbackId = back.id;
  }

  #shiftOf(name: string): Shift {
    const shift = predefinedShift(name) ?? this.#shifts.get(name);
    if (shift === undefined)
      throw new CodeDeployError("DeploymentConfigDoesNotExistException", `there is no configuration ${name}`);
    return shift;
  }

  #add({
    group,
    ...more
  }: { readonly group: Group } & Pick<
    Deployment,
    "configName" | "content" | "description" | "watches" | "triggeredBy"
  >): Deployment {
    const { application, name } = group;
    const deployment: Deployment = {
      id: `d-${randomBytes(5).toString("hex").toUpperCase().slice(0, 9)}`,
      application,
      group: name,
      createdAt: this.#options.now(),
      status: "InProgress",
      ...more,
    };
    this.#deployments.push(deployment);
    return deployment;
  }
}

function specOf({ content }: Deployment): AppSpec {
  const spec = readAppSpec(content);
  if (spec === undefined) throw new Error("a deployment was begun without an AppSpec");
  return spec;
}
