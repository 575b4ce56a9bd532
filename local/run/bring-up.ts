import { removeStackFile } from "../../ops/stack/stack-file";
import type { AsyncWaits } from "../async/settings";
import { inspectVariables } from "../inspect/variables";
import type { Issuer } from "../issuer/issuer";
import type { KeptState } from "../kept-state/file";
import { type CallProxy, startProxy } from "../proxy/proxy";
import { type FakeWebhook, startFakeWebhook } from "../webhook/fake-webhook";
import type { RunContext, RunningStack } from "./context";
import type { DeployedStack, StartedAws } from "./deployment";
import { bundledTarget, startBundled } from "./emulator";
import { orAborted } from "./interrupts";
import { keepPorts, portOf, readPorts } from "./ports";
import { publish } from "./running-stack";
import type { Show, Step } from "./steps";
import { type AwsTarget, defaultRegion, foreignEndpoint, lookAt } from "./target";
import type { RunOptions } from "./usage";

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

/**
 * The steps overlap where the machine would wait: the emulator, a process of its own, takes about as long to start as the program to load. A step
 * shows when what it names has ended.
 */
export function bringUp(context: RunContext, options: BringUpOptions): BringUp {
  const { controller, teardown } = context;
  const { signal } = controller;
  const last = readPorts();
  let issuer: Issuer | undefined;
  let proxy: CallProxy | undefined;
  let webhook: FakeWebhook | undefined;
  let service: AwsTarget | undefined;
  let deploying: Promise<DeployedStack> | undefined;
  let up: RunningStack | undefined;

  // What goes on in the background is shown by the step that is under way.
  let current: Show = { note: () => undefined, progress: () => undefined };
  const show: Show = { note: (text) => current.note(text), progress: (text) => current.progress(text) };
  const step = (title: string, run: Step["run"]): Step => ({
    title,
    run(own) {
      current = own;
      return run(own);
    },
  });

  const helpers = step("Start token issuer, proxy and chat room", async () => {
    const foreign = foreignEndpoint() !== undefined;
    const { port } = options;
    const { startIssuer } = await import("../issuer/issuer.js");
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
  });

  const emulator = step("Start the AWS emulator", async () => {
    const foreign = foreignEndpoint();
    if (foreign !== undefined) {
      await beginDeployment(
        await orAborted(lookAt(foreign, process.env.AWS_REGION ?? defaultRegion), signal),
        Promise.resolve({}),
      );
      return `using ${foreign} (AWS_ENDPOINT_URL)`;
    }
    const { url, forwardTo } = need(proxy);
    // Everything is deployed through the proxy, because queue URLs contain the host that created the queue.
    const target = bundledTarget(url);
    const spawned = Promise.withResolvers<void>();
    const starting = startBundled(
      context,
      {
        credentials: target.credentials,
        variables: { AWS_ENDPOINT_URL: url, ...(options.inspect !== undefined && inspectVariables) },
        onSpawned: spawned.resolve,
      },
      show.note,
    ).then(({ endpoint, pid, logFile }): StartedAws => {
      keepPorts({ proxy: portOf(url), issuer: portOf(need(issuer).url), webhook: portOf(need(webhook).url) });
      forwardTo(endpoint, pid);
      service = { ...target, endpoint };
      return { service, pid, logFile };
    });
    await Promise.race([spawned.promise, starting]);
    await beginDeployment(target, starting);
    await starting;
    return url;
  });

  async function beginDeployment(target: AwsTarget, starting: Promise<StartedAws>): Promise<void> {
    // Loaded only now: while the emulator starts.
    const { deployStack } = await import("./deployment.js");
    const { waits, overrides, kept } = options;
    const parts = {
      target,
      starting,
      issuer: need(issuer),
      proxy,
      webhook,
      waits,
      overrides,
      hold: kept !== undefined,
    };
    deploying = deployStack(context, parts, show);
    deploying.catch(() => undefined); // thrown where it is awaited
  }

  const program = step("Deploy the program", async ({ note }) => {
    const { stack, held } = await orAborted(need(deploying), signal);
    if (options.kept !== undefined && service !== undefined) {
      const { restoreInto } = await import("../kept-state/run.js");
      const { problems } = await orAborted(restoreInto(service, options.kept), signal);
      for (const problem of problems) note(problem);
      await held?.release(signal);
    }
    publish(stack);
    teardown.add("stack.json", () => void removeStackFile(), removeStackFile);
    up = stack;
    return `${stack.deployment.resources} resources`;
  });

  return { steps: [helpers, emulator, program], stack: () => need(up) };
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a step ran before the one it needs");
  return value;
}
