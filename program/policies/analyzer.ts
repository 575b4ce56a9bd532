import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { projectName, projectRoot } from "../../launch/project-root.cjs";
import { packPolicyNames } from "../../policies/engine/pack-policies";
import type { PackConfig } from "./config";
import { type PackInfo, reconciled } from "./engine-config";
import { configureRequest, packInfo, type Resource, resourceRequest, stackRequest } from "./requests";

/** A violation, or another message of a policy. */
export interface Diagnostic {
  /** Name of the rule. */
  readonly rule: string;
  readonly level: "advisory" | "mandatory";
  /** URN of the resource; empty when the rule reports on the whole stack. */
  readonly urn: string;
  readonly message: string;
}

/** Pulumi's own analyzer, running this project's pack as the CLI starts it. */
export interface Analyzer {
  /** Names of the pack's rules. */
  readonly rules: readonly string[];
  /**
   * Replaces the configuration of all rules, merged as the engine does it. A rule that `config` does not name has its defaults.
   *
   * @throws {PackConfigRefused} it does not fit the rules' schemas
   */
  configure(config: PackConfig): Promise<void>;
  /** Checks the inputs of one resource by the resource rules, after those that remediate have run. */
  analyze(resource: Resource): Promise<readonly Diagnostic[]>;
  /** Checks all resources by the stack rules. */
  analyzeStack(resources: readonly Resource[]): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

/** What the engine and the environment pass to a pack. */
export interface AnalyzerOptions {
  /** @default "dev" */
  readonly stack?: string | undefined;
  /** Whether it is a preview. @default false */
  readonly preview?: boolean | undefined;
  /** The day for the expiry of exemptions and loosenings, as YYYY-MM-DD. @default today */
  readonly day?: string | undefined;
  /** Whether to name every rule that could not decide. @default false: a few are named, of more only the number */
  readonly details?: boolean | undefined;
  /** The pack's folder. @default the project's own pack */
  readonly folder?: string | undefined;
  /** Aborts the start. */
  readonly signal?: AbortSignal | undefined;
}

/** The analyzer did not start, or did not respond. */
export class AnalyzerError extends Error {
  override readonly name = "AnalyzerError";
}

const startLimitMs = 60_000;

/** The first lets the SDK load its compiler only when it is used, which a pack does not. */
const preloaded = ["launch/pulumi-closures.cjs", "program/policies/end-with-parent.cjs"];

/**
 * Starts the analyzer. It listens on loopback, and ends when this process ends.
 *
 * @throws {AnalyzerError} it exited, or printed no port within a minute; the error has its output
 */
export async function startAnalyzer(options: AnalyzerOptions = {}): Promise<Analyzer> {
  const { folder = join(projectRoot, "policies"), signal, day = "", details = false } = options;
  const entry = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(
    process.execPath,
    [...preloaded.flatMap((file) => ["--require", join(projectRoot, file)]), entry, "127.0.0.1:0", folder],
    {
      cwd: folder,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, BACKOFFICE_POLICY_DAY: day, BACKOFFICE_POLICY_DETAILS: details ? "1" : "" },
      ...(signal && { signal }),
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    const port = await printedPort(child);
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
    const stop = async () => {
      client.close();
      child.kill("SIGKILL");
      await ended;
    };
    return await introduce(client, folder, options, stop).catch(async (error: unknown) => {
      client.close();
      throw error;
    });
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** The engine's first calls, in its order: handshake, stack, and the pack's own information. */
async function introduce(
  client: AnalyzerClient,
  folder: string,
  options: AnalyzerOptions,
  stop: () => Promise<void>,
): Promise<Analyzer> {
  const handshake = new messages.AnalyzerHandshakeRequest();
  handshake.setEngineAddress("127.0.0.1:0");
  handshake.setRootDirectory(folder);
  handshake.setProgramDirectory(folder);
  await ifKnown(call((done) => client.handshake(handshake, done)));
  const stack = new messages.AnalyzerStackConfigureRequest();
  stack.setStack(options.stack ?? "dev");
  stack.setProject(projectName);
  stack.setOrganization("organization");
  stack.setDryRun(options.preview ?? false);
  await ifKnown(call((done) => client.configureStack(stack, done)));
  return analyzer(client, packInfo(await call((done) => client.getAnalyzerInfo(new Empty(), done))), stop);
}

function analyzer(client: AnalyzerClient, info: PackInfo, stop: () => Promise<void>): Analyzer {
  const own: readonly string[] = Object.values(packPolicyNames);
  let remediates = true;
  return {
    rules: info.policies.map(({ name }) => name).filter((name) => !own.includes(name)),
    async configure(config) {
      const configuration = reconciled(info, config);
      // Without one, the engine's first call for each resource would change nothing.
      remediates = [...configuration.values()].some(({ level }) => level === "remediate");
      const request = configureRequest(configuration);
      await call<Empty>((done) => client.configure(request, done));
    },
    async analyze(resource) {
      const request = resourceRequest(resource);
      if (remediates) {
        const answer = await call<messages.RemediateResponse>((done) => client.remediate(request, done));
        for (const remediation of answer.getRemediationsList()) {
          const properties = remediation.getProperties();
          if (properties !== undefined) request.setProperties(properties);
        }
      }
      return diagnostics(await call((done) => client.analyze(request, done)));
    },
    async analyzeStack(resources) {
      return diagnostics(await call((done) => client.analyzeStack(stackRequest(resources), done)));
    },
    stop,
  };
}

/** Ignores that the analyzer does not implement a call, as the engine does for packs built with an older SDK. */
async function ifKnown(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    const cause = error instanceof AnalyzerError ? error.cause : undefined;
    if (!(cause instanceof Error && "code" in cause && cause.code === grpc.status.UNIMPLEMENTED)) throw error;
  }
}

function call<T>(send: (done: (error: grpc.ServiceError | null, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, answer) => {
      if (error === null) resolve(answer);
      // The engine prints the pack's message without the gRPC status code in front of it.
      else reject(new AnalyzerError(error.details || error.message, { cause: error }));
    });
  });
}

function diagnostics(answer: messages.AnalyzeResponse): readonly Diagnostic[] {
  return answer.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    level: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
  }));
}

/** The port, which is the first line of the analyzer's output. */
async function printedPort(child: ChildProcess): Promise<number> {
  let output = "";
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return await new Promise<number>((resolve, reject) => {
    const fail = (reason: string) => {
      reject(new AnalyzerError(`the policy pack did not start: ${reason}\n${errors}${output}`.trimEnd()));
    };
    const timer = setTimeout(() => fail(`no port after ${startLimitMs / 1000} seconds`), startLimitMs);
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const port = /^(\d+)\n/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      fail(`it ended with ${signal ?? code}`);
    });
  });
}
