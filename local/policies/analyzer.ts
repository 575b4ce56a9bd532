import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { projectRoot } from "../../scripts/compile.mjs";
import type { PackConfig } from "./config";
import { type Resource, resourceRequest, settingsOf, stackRequest } from "./requests";

/** A violation, or something else that a policy had to say. */
export interface Diagnostic {
  /** Name of the rule. */
  readonly rule: string;
  readonly level: "advisory" | "mandatory";
  /** URN of the resource; empty when the rule speaks about the whole stack. */
  readonly urn: string;
  readonly message: string;
}

/** Pulumi's own analyzer with this project's pack, as the CLI starts it. */
export interface Analyzer {
  /** Names of the pack's rules. */
  readonly rules: readonly string[];
  /** Replaces the configuration of all rules; a rule that is not named has its defaults. */
  configure(config: PackConfig): Promise<void>;
  /** Judges the inputs of one resource by the rules over single resources. */
  analyze(resource: Resource): Promise<readonly Diagnostic[]>;
  /** Judges all resources together by the rules over the stack. */
  analyzeStack(resources: readonly Resource[]): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

/** The analyzer did not start, or not answer. */
export class AnalyzerError extends Error {
  override readonly name = "AnalyzerError";
}

const startLimitMs = 60_000;

/**
 * Starts the analyzer. It listens on loopback, and ends with this process.
 *
 * @param signal stops the start
 * @throws {AnalyzerError} it ended, or printed no port within a minute; with what it printed
 */
export async function startAnalyzer(signal?: AbortSignal): Promise<Analyzer> {
  const folder = join(projectRoot, "policies");
  const entry = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(
    process.execPath,
    ["--require", join(projectRoot, "local", "policies", "end-with-parent.cjs"), entry, "127.0.0.1:0", folder],
    { cwd: folder, stdio: ["pipe", "pipe", "pipe"], ...(signal && { signal }) },
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
    return await describe(client, stop).catch(async (error: unknown) => {
      client.close();
      throw error;
    });
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

async function describe(client: AnalyzerClient, stop: () => Promise<void>): Promise<Analyzer> {
  const info = await call<messages.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
  return {
    rules: info.getPoliciesList().map((policy) => policy.getName()),
    async configure(config) {
      await call<Empty>((done) => client.configure(settingsOf(config), done));
    },
    async analyze(resource) {
      return diagnostics(await call((done) => client.analyze(resourceRequest(resource), done)));
    },
    async analyzeStack(resources) {
      return diagnostics(await call((done) => client.analyzeStack(stackRequest(resources), done)));
    },
    stop,
  };
}

function call<T>(send: (done: (error: Error | null, answer: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, answer) => {
      if (error === null) resolve(answer);
      else reject(new AnalyzerError(error.message, { cause: error }));
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

/** The port is the first line that the analyzer prints. */
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
