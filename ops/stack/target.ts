import { readFile } from "node:fs/promises";
import { UsageError } from "../../cli/errors";
import type { ControlAddress } from "./control-address";
import type { Credentials } from "./local-credentials";
import { type OpsOutputs, OutputsError, readOpsOutputs } from "./outputs";
import { pulumiOutputs } from "./pulumi";
import { readStackFile, type Stack } from "./stack-file";

/** The stack that a command works on. */
export interface Target {
  /** Name of the stack for questions, which say where a change is made. */
  readonly title: string;
  readonly outputs: OpsOutputs;
  readonly region: string;
  readonly accountId: string;
  /** Address of the local run's emulator; absent for AWS, where the SDK's own settings (profile, environment) count. */
  readonly endpoint?: string;
  /** Address of the local run's fake of CodeDeploy; absent for AWS, and where the local run has none. */
  readonly codeDeployEndpoint?: string;
  /** Takes orders of the commands that work on a local run only; absent for AWS, and for a run with another emulator. */
  readonly control?: ControlAddress;
  /** Of the emulator's administrator; absent for AWS, as the endpoint is. */
  readonly credentials?: Credentials;
}

/** How a command names its stack. */
export interface TargetOptions {
  readonly outputs?: string | undefined;
  readonly stack?: string | undefined;
}

/**
 * Finds the stack: by the outputs in a file, by the Pulumi CLI, or the local run.
 *
 * @throws {UsageError} both a file and a stack are named
 * @throws {NotRunningError | OutputsError | PulumiError}
 */
export async function findTarget({ outputs: file, stack }: TargetOptions): Promise<Target> {
  if (file !== undefined && stack !== undefined) throw new UsageError("--outputs and --stack exclude each other");
  if (file !== undefined) return deployed(await readOutputsFile(file), `the outputs in ${file}`);
  if (stack !== undefined) return deployed(await pulumiOutputs(stack), `the outputs of stack '${stack}'`);
  return localTarget(readStackFile(), "those in .local/stack.json");
}

/** The local run. @param origin of its outputs, for messages */
export function localTarget(
  local: Pick<
    Stack,
    "endpoint" | "codeDeployEndpoint" | "control" | "region" | "accountId" | "credentials" | "outputs"
  >,
  origin: string,
): Target {
  return {
    title: `the local run at ${local.endpoint}`,
    outputs: readOpsOutputs(local.outputs, origin),
    region: local.region,
    accountId: local.accountId,
    endpoint: local.endpoint,
    ...(local.codeDeployEndpoint !== undefined && { codeDeployEndpoint: local.codeDeployEndpoint }),
    ...(local.control !== undefined && { control: local.control }),
    credentials: local.credentials,
  };
}

function deployed(value: unknown, origin: string): Target {
  const outputs = readOpsOutputs(value, origin);
  const { environmentSuffix, region, accountId } = outputs.stack;
  return {
    title: `environment '${environmentSuffix}', account ${accountId}, ${region}`,
    outputs,
    region,
    accountId,
  };
}

async function readOutputsFile(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new OutputsError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OutputsError(`${file} does not hold JSON: ${(error as Error).message}`);
  }
}
