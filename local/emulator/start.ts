import { type FileHandle, mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../launch/project-root.cjs";
import { type Credentials, wellKnown } from "../../ops/stack/local-credentials";
import { type BootstrapOptions, bootstrap } from "./bootstrap";
import { type ExitInfo, isAlive, type SupervisedModule, startModule } from "./child";
import { AbortedError, EmulatorError } from "./errors";

/** A running emulator of AWS on this machine. */
export interface Emulator {
  /** Such as `http://127.0.0.1:41234`; listens on the loopback interface only. */
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  /** Credentials of its root user, which allow everything. */
  readonly credentials: Credentials;
  /** Process group leader. */
  readonly pid: number;
  /** Exists until the emulator is stopped. */
  readonly logFile: string;
  /** Settles when the emulator ends, for any reason; `error` is set when it was not stopped. Never rejects. */
  readonly exited: Promise<EmulatorExit>;
  /** Stops it with all its workers within 5 seconds and removes its folder; repeatable. */
  stop(): Promise<void>;
}

/** How the emulator ended. */
export interface EmulatorExit extends ExitInfo {
  /** Present when `stop` was not called: a crash, with the end of the log. */
  readonly error?: EmulatorError;
}

/** Options of `startEmulator`. */
export interface StartOptions {
  /** Aborting it during the start ends everything that was started. */
  readonly signal: AbortSignal;
  /** More environment variables for the emulator and its Lambda workers; they win over the defaults. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Options for creating the Python environment, if it does not exist. */
  readonly environment?: Pick<BootstrapOptions, "folder" | "requirements">;
  /** Called with a short description of the current step. */
  readonly onStep?: (text: string) => void;
  /** Called when its process runs, up to a second before it answers. */
  readonly onSpawned?: () => void;
  /** Path of a Python interpreter with the emulator. Default: created by `bootstrap` */
  readonly python?: string;
  /** Ports to try, in this order. Default: free ports from the system */
  readonly ports?: readonly number[];
  /** Of the root user. Default: the emulator's well-known key, good enough for a test of some seconds. */
  readonly credentials?: Credentials;
}

/** Account of an emulator that is started here. */
export const accountId = "000000000000";

/** Start of the name of an emulator's folder; the number of the process that has started it follows. */
const folderPrefix = "backoffice-emulator-";
const attempts = 5;
const healthTimeoutMs = 20_000;
const stopGraceMs = 3_000;
const guarded = join(projectRoot, "local", "emulator", "guarded.py");

/**
 * Starts the emulator on a free loopback port, with IAM enforced, and waits until it responds.
 *
 * @throws {EmulatorError} it exited or did not respond within 20 seconds; with the end of its log
 * @throws {AbortedError} the signal was aborted
 * @throws the errors of `bootstrap`
 */
export async function startEmulator(options: StartOptions): Promise<Emulator> {
  const python = options.python ?? (await bootstrap(bootstrapOptions(options)));
  await removeLeftovers();
  for (let attempt = 1; ; attempt += 1) {
    if (options.signal.aborted) throw new AbortedError("starting the emulator");
    const port = options.ports?.[attempt - 1] ?? (await freePort());
    options.onStep?.(`starting the AWS emulator on port ${port}`);
    const outcome = await startOn(port, python, options);
    if (outcome !== "busy") return outcome;
    if (attempt === attempts) throw new EmulatorError(`the emulator found ${attempts} ports in turn busy`, "");
    options.onStep?.(`port ${port} was taken in the meantime, trying another`);
  }
}

/** Python is searched with this process's environment, not with the emulator's. */
function bootstrapOptions({ signal, onStep, environment }: StartOptions): BootstrapOptions {
  return { ...environment, signal, ...(onStep !== undefined && { onStep }) };
}

async function startOn(port: number, python: string, options: StartOptions): Promise<Emulator | "busy"> {
  const folder = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const logFile = join(folder, "emulator.log");
  const region = options.variables?.MINISTACK_REGION ?? "us-east-1";
  const credentials = options.credentials ?? wellKnown;
  let log: FileHandle | undefined;
  try {
    log = await open(logFile, "w");
    const env = { ...environment(port, folder, region, credentials), ...options.variables };
    const child = await startModule({ python, args: [guarded], env, folder, output: log.fd });
    options.onSpawned?.();
    const emulator = describe(child, { port, folder, logFile, region, credentials });
    try {
      const ready = await waitUntilReady(emulator, options.signal);
      if (ready) return emulator;
    } catch (error) {
      await emulator.stop();
      throw error;
    }
    await emulator.stop();
    return "busy";
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await log?.close();
  }
}

/** Only the variables that are needed: the Lambda workers inherit all of them, and must not see the user's AWS settings. */
function environment(port: number, folder: string, region: string, credentials: Credentials): Record<string, string> {
  return {
    // The functions must run on this Node release (22, as on Lambda), whatever else is installed.
    PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
    HOME: folder,
    TMPDIR: folder,
    LANG: "C.UTF-8",
    TZ: "UTC",
    GATEWAY_PORT: String(port),
    BIND_HOST: "127.0.0.1",
    MINISTACK_ACCOUNT_ID: accountId,
    MINISTACK_REGION: region,
    AUTH: "true",
    // Functions never see these credentials: each gets those of its own role.
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    // Otherwise the emulator opens a listener on 0.0.0.0:8883, whatever BIND_HOST says.
    IOT_MTLS_ENABLED: "0",
  };
}

function describe(
  child: SupervisedModule,
  about: {
    readonly port: number;
    readonly folder: string;
    readonly logFile: string;
    readonly region: string;
    readonly credentials: Credentials;
  },
): Emulator {
  let stopping = false;
  const exited = child.exited.then(async (exit): Promise<EmulatorExit> => {
    if (stopping) return exit;
    const how = exit.signal === null ? `with code ${exit.code}` : `by ${exit.signal}`;
    const error = new EmulatorError(`the emulator ended ${how} without being asked to`, await tail(about.logFile));
    // Its workers may have outlived it.
    await child.stop(0);
    await rm(about.folder, { recursive: true, force: true });
    return { ...exit, error };
  });
  return {
    endpoint: `http://127.0.0.1:${about.port}`,
    accountId,
    region: about.region,
    credentials: about.credentials,
    pid: child.pid,
    logFile: about.logFile,
    exited,
    async stop() {
      stopping = true;
      await child.stop(stopGraceMs);
      await exited;
      await rm(about.folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/**
 * Waits until this emulator serves requests: its own log says so, and its health page responds.
 *
 * @returns false when the port is in use
 */
async function waitUntilReady(emulator: Emulator, signal: AbortSignal): Promise<boolean> {
  let exit: EmulatorExit | undefined;
  void emulator.exited.then((info) => {
    exit = info;
  });
  const deadline = performance.now() + healthTimeoutMs;
  while (performance.now() < deadline) {
    if (signal.aborted) throw new AbortedError("starting the emulator");
    if (exit?.error !== undefined) {
      if (/already in use|address in use/i.test(exit.error.logTail)) return false;
      throw exit.error;
    }
    // The log first: on a port in use, another emulator would answer the health page.
    if (/Running on http/.test(await tail(emulator.logFile)) && (await isHealthy(emulator.endpoint))) return true;
    await delay(10);
  }
  throw new EmulatorError(
    `the emulator did not answer within ${healthTimeoutMs / 1000} seconds`,
    await tail(emulator.logFile),
  );
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trim().split("\n").slice(-15).join("\n");
}

/** Removes the folders of emulators whose starters were killed in the middle of stopping them. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const starter = name.startsWith(folderPrefix) ? /^\d+(?=-)/.exec(name.slice(folderPrefix.length))?.[0] : undefined;
    if (starter !== undefined && !isAlive(Number(starter)))
      await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** A port that is free in this moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("the system gave no port"));
        else resolve(address.port);
      });
    });
  });
}
