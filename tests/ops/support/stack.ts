import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { grantUses } from "../../../local/calls/grants";
import { type CodeDeployServer, startLocalCodeDeploy } from "../../../local/codedeploy/server";
import { type ControlServer, startControl } from "../../../local/control/server";
import { deploy } from "../../../local/deploy/deploy";
import { type Emulator, startEmulator } from "../../../local/emulator/start";
import { type CallProxy, startProxy } from "../../../local/proxy/proxy";
import { type Aws, connect } from "../../../local/run/aws";
import { until } from "../../../local/traffic/poll";
import { wellKnown } from "../../../ops/stack/local-credentials";
import { acquireLock, type Lock } from "../../../ops/stack/lock";
import { type OpsOutputs, readOpsOutputs } from "../../../ops/stack/outputs";
import { writeStackFile } from "../../../ops/stack/stack-file";

/** How a command ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The whole program on an emulator of its own, with a `stack.json` that `npm run ops` finds. */
export interface DeployedStack {
  readonly emulator: Emulator;
  readonly aws: Aws;
  readonly outputs: OpsOutputs;
  /** Runs `npm run ops -- ...args` in a process of its own, without a terminal. */
  ops(...args: readonly string[]): Promise<Ran>;
  /** A folder of the test's own. */
  readonly folder: string;
  /** The same, with a reader that closes the pipe when the first of the answer has come. */
  opsAndClose(...args: readonly string[]): Promise<Ran>;
  /** The same, with a Ctrl-C as soon as something is so. */
  opsUntil(look: () => Promise<boolean>, ...args: readonly string[]): Promise<Ran>;
  /** The same as if the stack were on AWS, with this file of outputs. */
  opsWith(outputsFile: string, ...args: readonly string[]): Promise<Ran>;
  /** The same as if the stack were on AWS: it knows its outputs only. */
  opsOnAws(...args: readonly string[]): Promise<Ran>;
}

/**
 * Deploys the program before the suite's tests and takes it away after them.
 *
 * @param overrides settings that win over the stack's file
 */
export function deployedStack(overrides: Readonly<Record<string, string>> = {}): { readonly stack: DeployedStack } {
  let emulator: Emulator | undefined;
  let proxy: CallProxy | undefined;
  let control: ControlServer | undefined;
  let aws: Aws | undefined;
  let lock: Lock | undefined;
  let stack: DeployedStack | undefined;
  let codeDeploy: CodeDeployServer | undefined;
  const problems: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "backoffice-ops-"));
  before(async () => {
    proxy = await startProxy();
    const variables = { AWS_ENDPOINT_URL: proxy.url };
    emulator = await startEmulator({ signal: new AbortController().signal, variables });
    const { region, accountId, credentials } = emulator;
    proxy.forwardTo(emulator.endpoint, emulator.pid);
    const endpoint = proxy.url;
    const place = { endpoint: emulator.endpoint, region, credentials: credentials ?? wellKnown };
    codeDeploy = await startLocalCodeDeploy(place, (text) => problems.push(text));
    const deployment = await deploy({ stack: "local", endpoint, overrides, fakes: { rollouts: codeDeploy.fake } });
    const suffix = "local";
    proxy.setSuffix(suffix);
    control = await startControl({ proxy, grants: (counts) => grantUses(deployment.declared, counts, suffix) });
    lock = acquireLock(folder);
    const issuer = "http://127.0.0.1:9";
    writeStackFile(
      {
        ...{
          endpoint,
          region,
          accountId,
          credentials,
          environmentSuffix: suffix,
          issuer,
          outputs: deployment.outputs,
        },
        codeDeployEndpoint: codeDeploy.url,
        control: control.address,
      },
      folder,
    );
    aws = connect({ endpoint, region });
    const file = join(folder, "outputs.json");
    writeFileSync(file, JSON.stringify(deployment.outputs));
    const likeAws = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
    stack = {
      emulator,
      aws,
      outputs: readOpsOutputs(deployment.outputs, "the outputs"),
      ops: (...args) => runOps(args, { BACKOFFICE_RUN_FOLDER: folder }),
      folder,
      opsAndClose: (...args) => runOps(args, { BACKOFFICE_RUN_FOLDER: folder }, true),
      opsUntil: (look, ...args) => runOps(args, { BACKOFFICE_RUN_FOLDER: folder }, false, look),
      opsWith: (outputsFile, ...args) =>
        runOps([...args, "--outputs", outputsFile], { ...likeAws, BACKOFFICE_RUN_FOLDER: folder }),
      opsOnAws: (...args) => runOps([...args, "--outputs", file], { ...likeAws, BACKOFFICE_RUN_FOLDER: folder }),
    };
  });
  after(async () => {
    aws?.destroy();
    await Promise.all([codeDeploy?.stop(), control?.stop()]);
    expect(problems).to.deep.equal([]);
    lock?.release();
    await emulator?.stop();
    await proxy?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get stack() {
      if (stack === undefined) throw new Error("the stack is not up yet");
      return stack;
    },
  };
}

function runOps(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  closes = false,
  interruptWhen?: () => Promise<boolean>,
): Promise<Ran> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "ops/ops.ts", ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString("utf8");
    if (closes) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  return new Promise((resolve, reject) => {
    if (interruptWhen !== undefined)
      settled(interruptWhen, "the moment for Ctrl-C").then(() => child.kill("SIGINT"), reject);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const signal = new AbortController().signal;

/** Waits up to 30 seconds for something to be so. */
export async function settled(look: () => Promise<boolean>, what: string): Promise<void> {
  const { ok } = await until(async () => ({ ok: await look(), detail: what }), { signal, limitMs: 120_000 });
  expect(ok, what).to.equal(true);
}
