import type { WholeEmail } from "../../console/server/sources";
import type { PolicyCheck } from "../../program/policies/background";
import type { MetricSource } from "../alarms/source";
import type { AsyncInvocations } from "../async/fake";
import type { CodeDeployServer } from "../codedeploy/server";
import type { ControlServer } from "../control/server";
import type { Deployment } from "../deploy/deploy";
import type { Issuer } from "../issuer/issuer";
import type { CallProxy } from "../proxy/proxy";
import type { FakeSesEvents } from "../ses/fake";
import type { StreamMappings } from "../streams/fake";
import type { FakeWebhook } from "../webhook/fake-webhook";
import type { Machine } from "./machine";
import type { StackOutputs } from "./outputs";
import type { AwsTarget } from "./target";
import type { Teardown } from "./teardown";

/** State that a run's steps share. */
export interface RunContext {
  readonly machine: Pick<Machine, "figures" | "stretch">;
  readonly controller: AbortController;
  readonly teardown: Teardown;
}

/** A stack that is up. */
export interface RunningStack {
  readonly target: AwsTarget;
  readonly issuer: Issuer;
  /** Records calls, makes them fail, and knows what SES was asked. Absent with another emulator. */
  readonly proxy?: CallProxy;
  /** Takes orders of commands that run beside the run. Absent with another emulator. */
  readonly control?: ControlServer;
  readonly fakeSes?: FakeSesEvents;
  /** Lambda's reading of streams. Absent with another emulator, which has its own. */
  readonly streams?: StreamMappings;
  /** SNS's calls of functions and Lambda's asynchronous invocations. Absent with another emulator, which has its own. */
  readonly asynchronous?: AsyncInvocations;
  /** CodeDeploy, which the emulator does not have. Absent where nothing is rolled out step by step. */
  readonly codeDeploy?: CodeDeployServer;
  /** The chat room that notifications go to. Absent with another emulator, which may not reach this machine. */
  readonly webhook?: FakeWebhook;
  /** Sources of metrics besides the functions' logs. None with another emulator. */
  readonly metricSources: readonly MetricSource[];
  /** Emails of earlier runs, newest first. Absent without `--keep-state`. */
  readonly keptEmails?: readonly WholeEmail[];
  readonly deployment: Deployment;
  readonly outputs: StackOutputs;
  /** The policy pack's check of the deployed resources; absent when it is not requested. */
  readonly policies?: PolicyCheck;
  /** Process group of the emulator that this run started. */
  readonly emulatorPid?: number;
  /** The emulator's log; exists until it is stopped. */
  readonly emulatorLog?: string;
}
