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
import { watchResources } from "./watch-resources";

/** What a run of the program gives. */
export interface ProgramRun {
  /** Stack outputs as plain values; secrets are unwrapped. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly SeenResource[];
  /** Milliseconds until the program was loaded, with all resources constructed and none created yet. */
  readonly loadMs: number;
}

/** How to run the program. */
export interface ProgramOptions {
  readonly config: StackConfig;
  readonly target: DeploymentTarget;
  readonly provisioner: Provisioner;
  readonly signal?: AbortSignal | undefined;
  readonly onResource?: ((resource: SeenResource) => void) | undefined;
  /** Runs the program and returns its exports. Default: `index.ts`, compiled. */
  readonly program?: (() => unknown) | undefined;
  /** Bound of the whole run in milliseconds. Default 120,000: the program may also wait for itself. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs the Pulumi program in this process, without the Pulumi CLI: the SDK talks to a `ProgramMonitor` in place of the engine.
 * Nothing is created before the whole program is loaded, so that what cannot be provisioned is refused while nothing exists.
 * One run at a time: the SDK keeps its settings in globals.
 *
 * @throws the first failure: the provisioner's, the program's own, or an unhandled rejection anywhere meanwhile
 */
export async function runProgram(options: ProgramOptions): Promise<ProgramRun> {
  options.signal?.throwIfAborted();
  const { config, target, provisioner } = options;
  const began = performance.now();
  let loadMs = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const monitor = new ProgramMonitor(target, provisioner, gate, (resource) => options.onResource?.(resource));
  pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
  pulumi.runtime.setMockOptions(monitor, config.project, config.stack, false, "organization");

  let restoreStackTraces: (() => void) | undefined;
  const watch = watchResources(provisioner);
  const load = async (): Promise<unknown> => {
    pulumi.runtime.registerStackTransformation((resource) => {
      restoreStackTraces ??= cheapenStackTraces();
      return watch(resource);
    });
    const exported = (options.program ?? loadIndex)();
    const outputs = typeof exported === "function" ? exported() : exported;
    loadMs = performance.now() - began;
    // One more turn for what the program makes once an invoke has answered.
    void nextTurn().then(open);
    return outputs;
  };
  return await withFailures(monitor, options, async () => {
    const outputs = await pulumi.runtime.runInPulumiStack(load as () => Promise<pulumi.Inputs>);
    await waitForRpcs();
    await nextTurn(); // Node reports rejections that nobody handles at the end of a turn
    if (pulumi.log.hasErrors()) throw new DeployError("the program has logged errors; see above");
    return { outputs: { ...outputs }, resources: monitor.resources, loadMs };
  }).finally(() => restoreStackTraces?.());
}

/**
 * The SDK writes down the stack trace of each of its many promises. With source maps that takes longer than everything else together.
 * Called with the first resource: by then the program's own source map is known, so that its errors show their true place afterwards.
 */
function cheapenStackTraces(): () => void {
  const { stackTraceLimit } = Error;
  const { sourceMapsEnabled } = process;
  Error.stackTraceLimit = 4;
  process.setSourceMapsEnabled(false);
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    process.setSourceMapsEnabled(sourceMapsEnabled);
  };
}

/** Races the work against everything that ends a run: a failed resource, a rejection nobody handles, the signal, the bound. */
async function withFailures<T>(monitor: ProgramMonitor, options: ProgramOptions, work: () => Promise<T>): Promise<T> {
  const fail = (error: unknown) => monitor.fail(error);
  // Other listeners would take the program's rejections for their own: they are put aside for the time of the run.
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
    return await monitor.failed.finally(forgetProgram); // once nothing is being created any more; the first failure wins
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", abort);
    await nextTurn(); // a program that has failed rejects more than one promise
    process.removeListener("unhandledRejection", fail);
    for (const listener of others) process.on("unhandledRejection", listener);
  }
}

/**
 * What a failed program still waits for will never come. The SDK would complain about it when this process exits, and make that exit a
 * failure: so it is forgotten now, and what comes after this moment at the exit, before the SDK looks.
 */
function forgetProgram(): void {
  pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
  if (!process.listeners("exit").includes(forgetProgram)) process.prependListener("exit", forgetProgram);
}

/** `waitForRPCs` is what the SDK's own entry awaits before it exits; its declaration is left out of the typings. */
async function waitForRpcs(): Promise<void> {
  const runtime: object = pulumi.runtime;
  const wait = "waitForRPCs" in runtime ? runtime.waitForRPCs : undefined;
  if (typeof wait !== "function") throw new DeployError("this release of @pulumi/pulumi has no waitForRPCs");
  await wait();
}

/** Loads a fresh copy of the program: module state of an earlier run in this process must not leak into this one. */
function loadIndex(): unknown {
  const file = compile("index.ts");
  const load = createRequire(join(projectRoot, "package.json"));
  delete load.cache[file];
  return load(file);
}
