import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { readConfigSection } from "../../cli/stack-files/read";
import { secretKeys } from "../../components/config/schema";
import { projectRoot } from "../../launch/project-root.cjs";
import { cheapenStackTraces } from "../../program/stack-traces";
import { answerInvoke, type DeploymentTarget, stateOf } from "./pulumi-states";

/** A resource as the program declared it. */
export interface Declared {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  readonly custom: boolean;
  /** What AWS was asked for. References stand as the values that `stateOf` gave. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs that it waits for, by `dependsOn` or by use. */
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
}

/** Everything that a program or a part of one declared. */
export interface Recording<T> {
  readonly resources: readonly Declared[];
  /** What the program returned, outputs resolved. */
  readonly result: T;
}

/** Place of the tests: made up, so that a literal in the code shows. */
export const target: DeploymentTarget = {
  accountId: "111122223333",
  region: "eu-south-2",
  partition: "aws",
  dnsSuffix: "amazonaws.com",
};

/** A place of another partition: shows what names a region, an account or a partition by itself. */
export const targetElsewhere: DeploymentTarget = {
  accountId: "999988887777",
  region: "cn-north-1",
  partition: "aws-cn",
  dnsSuffix: "amazonaws.com.cn",
};

type RegisterRequest = Parameters<MockMonitor["registerResource"]>[0];
type RegisterCallback = Parameters<MockMonitor["registerResource"]>[1];

/** Pulumi's mock monitor, which hides everything but the inputs, made to remember the whole request. */
class RecordingMonitor extends MockMonitor {
  readonly declared: Declared[] = [];
  readonly failures: unknown[] = [];

  constructor(where: DeploymentTarget) {
    super({
      newResource: ({ type, name, inputs, custom }) =>
        custom === false || type === "pulumi:pulumi:Stack"
          ? { id: "", state: {} }
          : { id: `${name}-id`, state: { ...inputs, ...stateOf(type, name, inputs, where) } },
      call: ({ token, inputs }) => answerInvoke(token, inputs, where),
    });
  }

  override async registerResource(request: RegisterRequest, callback: RegisterCallback): Promise<void> {
    await super.registerResource(request, (error: unknown, response: { getUrn(): string } | undefined) => {
      if (response === undefined) this.failures.push(error);
      else this.declared.push(describeRequest(request, response.getUrn()));
      callback(error, response);
    });
  }
}

function describeRequest(request: RegisterRequest, urn: string): Declared {
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    ignoreChanges: request.getIgnorechangesList(),
  };
}

/**
 * Runs `build` as a Pulumi program on a strict mock: a type or call that `pulumi-states.ts` does not know fails.
 *
 * @param options where it is deployed, under which name
 */
export async function record<T>(
  build: () => T | Promise<T>,
  options: {
    readonly stack?: string;
    readonly config?: Readonly<Record<string, string>>;
    /** Full keys of values set with `--secret`. Default: those that hold secrets by the settings. */
    readonly secrets?: readonly string[];
    readonly where?: DeploymentTarget;
  } = {},
): Promise<Recording<pulumi.Unwrap<T>>> {
  const monitor = new RecordingMonitor(options.where ?? target);
  pulumi.runtime.setMockOptions(monitor, "backoffice", options.stack ?? "test");
  const secrets = options.secrets ?? secretKeys.map((key) => `backoffice:${key}`);
  pulumi.runtime.setAllConfig({ ...options.config }, [...secrets]);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", note);
  const restoreStackTraces = cheapenStackTraces();
  try {
    let result: T | undefined;
    await pulumi.runtime.runInPulumiStack(async () => {
      result = await build();
      return {};
    });
    await pulumi.runtime.disconnect();
    const failure = monitor.failures[0] ?? unhandled[0];
    if (failure !== undefined) throw failure;
    return { resources: monitor.declared, result: await resolve(result as T) };
  } finally {
    restoreStackTraces();
    process.off("unhandledRejection", note);
  }
}

function resolve<T>(value: T): Promise<pulumi.Unwrap<T>> {
  return new Promise((done) => pulumi.output(value).apply(done));
}

/** Stacks that have a file of settings. */
export type StackName = "dev" | "prod" | "local";

/** The whole program. Its outputs are what `index.ts` exports. */
export type Program = Recording<Readonly<Record<string, unknown>>>;

const programs = new Map<string, Promise<Program>>();

/** Runs `index.ts` with the settings of a stack, once per stack and place; later callers get the same recording. */
export function program(
  stack: StackName,
  overrides: Readonly<Record<string, string>> = {},
  where = target,
): Promise<Program> {
  const id = JSON.stringify([stack, overrides, where]);
  const running = programs.get(id) ?? queue.then(() => runProgram(stack, overrides, where));
  // Pulumi's runtime is one per process: one program after the other.
  queue = running.catch(() => undefined);
  programs.set(id, running);
  return running;
}

let queue: Promise<unknown> = Promise.resolve();

/** Runs `index.ts` afresh. */
export async function runProgram(
  stack: StackName,
  overrides: Readonly<Record<string, string>> = {},
  where = target,
): Promise<Program> {
  const own = Object.entries(overrides).map(([key, value]) => [`backoffice:${key}`, value]);
  const config = { ...stackConfig(stack), ...Object.fromEntries(own) };
  purgeProgram();
  return record(() => load(join(projectRoot, "index.ts")), { stack, config, where });
}

/** Settings as Pulumi hands them over: objects as JSON text. */
export function stackConfig(stack: StackName): Record<string, string> {
  const file = `Pulumi.${stack}.yaml`;
  const entries = readConfigSection(readFileSync(join(projectRoot, file), "utf8"), "backoffice", file);
  return Object.fromEntries([...entries].map(([key, { text }]) => [key, text]));
}

const load = createRequire(__filename);

/** The entry declares its resources while it is loaded; the components only declare classes, and may stay. */
function purgeProgram(): void {
  delete load.cache[join(projectRoot, "index.ts")];
}
