import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { compile } from "../launch/compile.mjs";
import { projectRoot } from "../launch/project-root.cjs";
import type { StackConfig } from "./config";
import { DeployError } from "./errors";
import { ProgramMonitor, type SeenResource } from "./monitor";
import type { DeploymentTarget, Provisioner } from "./resource";
import { cheapenStackTraces } from "./stack-traces";
import { watchResources } from "./watch-resources";

/** Result of a run of the program. */
export interface ProgramRun {
  /** Stack outputs as plain values; secrets are unwrapped. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly SeenResource[];
  /** Milliseconds until the program was loaded and all resources were constructed, before any was created. */
  readonly loadMs: number;
}

/** Options for a run of the program. */
export interface ProgramOptions {
  readonly config: StackConfig;
  readonly target: DeploymentTarget;
  readonly provisioner: Provisioner;
  readonly signal?: AbortSignal | undefined;
  readonly onResource?: ((resource: SeenResource) => void) | undefined;
  /** Nothing is created before it resolves; the program is loaded meanwhile. Its rejection ends the run. Default: nothing to wait for. */
  readonly ready?: Promise<unknown> | undefined;
  /** Runs the program and returns its exports. Default: `index.ts`, compiled. */
  readonly program?: (() => unknown) | undefined;
  /** Bound of the whole run in milliseconds, for a program that waits for itself. @default 120,000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs the Pulumi program in this process, without the Pulumi CLI: the SDK connects to a `ProgramMonitor` instead of the engine. Nothing is
 * created before the whole program is loaded, so that an unsupported resource stops the run while nothing exists. Only one run at a time,
 * because the SDK keeps its settings in globals.
 *
 * @throws the first failure: of the provisioner, of the program, or an unhandled rejection during the run
 */
export async function runProgram(options: ProgramOptions): Promise<ProgramRun> {
  options.signal?.throwIfAborted();
  const { config, target, provisioner, ready = Promise.resolve() } = options;
  const began = performance.now();
  let loadMs = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const monitor = new ProgramMonitor(target, provisioner, gate, (resource) => options.onResource?.(resource));
  ready.catch((error: unknown) => monitor.fail(error));
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  pulumi.runtime.setMockOptions(monitor, config.project, config.stack, false, "organization");

  let restoreStackTraces: (() => void) | undefined;
  const watch = watchResources(provisioner);
  const load = async (): Promise<unknown> => {
    pulumi.runtime.registerStackTransformation((resource) => {
      // At the first resource: the program's source map is loaded by then, so its own errors still show source positions.
      restoreStackTraces ??= cheapenStackTraces();
      return watch(resource);
    });
    const exported = (options.program ?? loadIndex)();
    const outputs = typeof exported === "function" ? exported() : exported;
    loadMs = performance.now() - began;
    // One turn more, for resources that the program creates after an invoke has returned.
    void Promise.all([nextTurn(), ready]).then(open, () => undefined);
    return outputs;
  };
  return await withFailures(monitor, options, async () => {
    const outputs = await pulumi.runtime.runInPulumiStack(load as () => Promise<pulumi.Inputs>);
    await waitForRpcs();
    await nextTurn(); // Node reports unhandled rejections at the end of a turn
    if (pulumi.log.hasErrors()) throw new DeployError("the program has logged errors; see above");
    return { outputs: { ...outputs }, resources: monitor.resources, loadMs };
  }).finally(() => restoreStackTraces?.());
}

/** Races the work against everything else that ends a run: a failed resource, an unhandled rejection, the signal, the time limit. */
async function withFailures<T>(monitor: ProgramMonitor, options: ProgramOptions, work: () => Promise<T>): Promise<T> {
  const fail = (error: unknown) => monitor.fail(error);
  // Other listeners would take the program's rejections for their own, so they are removed during the run.
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", fail);
  const abort = () => fail(options.signal?.reason ?? new DeployError("the deployment was stopped"));
  options.signal?.addEventListener("abort", abort);
  const timeoutMs = options.timeoutMs ?? 120_000;
  const timer = setTimeout(() => {
    const waiting =
      monitor.pending.length > 0 ? `still creating ${monitor.pending.join(", ")}` : "the program waits for itself";
    fail(new DeployError(`the deployment was not done after ${timeoutMs / 1000} seconds: ${waiting}`));
  }, timeoutMs);
  try {
    return await Promise.race([work(), monitor.failed]);
  } catch (error) {
    monitor.fail(error);
    return await monitor.failed.finally(forgetProgram); // after creations in progress have ended; the first failure wins
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", abort);
    await nextTurn(); // a failed program rejects more than one promise
    process.removeListener("unhandledRejection", fail);
    for (const listener of others) process.on("unhandledRejection", listener);
  }
}

/**
 * Discards the promises that a failed program still waits for, which never resolve. Otherwise the SDK would report them when this process
 * exits, and make it exit with a failure. Promises of later runs are discarded at exit, before the SDK looks.
 */
function forgetProgram(): void {
  pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
  if (!process.listeners("exit").includes(forgetProgram)) process.prependListener("exit", forgetProgram);
}

/** The SDK's `waitForRPCs`, which its own entry awaits before it exits; its typings omit it. */
async function waitForRpcs(): Promise<void> {
  const runtime: object = pulumi.runtime;
  const wait = "waitForRPCs" in runtime ? runtime.waitForRPCs : undefined;
  if (typeof wait !== "function") throw new DeployError("this release of @pulumi/pulumi has no waitForRPCs");
  await wait();
}

/** Loads a fresh copy of the program, so that module state of an earlier run in this process does not affect this one. */
function loadIndex(): unknown {
  const file = compile("index.ts");
  const load = createRequire(join(projectRoot, "package.json"));
  delete load.cache[file];
  return load(file);
}
