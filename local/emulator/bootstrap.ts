import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";
import { isAlive, type SupervisedModule, startModule } from "./child";
import { AbortedError, BootstrapError, OfflineError } from "./errors";
import { findPython } from "./python";

/** Options of `bootstrap`; all have defaults. */
export interface BootstrapOptions {
  readonly signal: AbortSignal;
  /** Called with a short description of the current step. */
  readonly onStep?: (text: string) => void;
  /** Folder that holds the private environments. Default: `.local` in the project. */
  readonly folder?: string;
  /** pip requirements with hashes. Default: the emulator's. */
  readonly requirements?: string;
  /** Environment in which Python is looked up and pip runs. Default: this process's own. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Written last into an environment: without it the environment is incomplete and is created again. */
const marker = "complete";

/**
 * Creates the emulator's private Python environment, once: `.local/emulator-<hash of the requirements and the Python version>`.
 *
 * It is created under another name and renamed when it is complete, so that an interrupted run leaves nothing that looks usable, and two
 * runs at the same time do not interfere: the first to finish wins.
 *
 * @returns path of the environment's interpreter
 * @throws {PythonMissingError} no Python >= 3.10 on PATH
 * @throws {OfflineError} the package index cannot be reached
 * @throws {BootstrapError} venv or pip failed for another reason; with their output
 * @throws {AbortedError} the signal was aborted
 */
export async function bootstrap(options: BootstrapOptions): Promise<string> {
  const folder = options.folder ?? join(projectRoot, ".local");
  const requirements = options.requirements ?? join(projectRoot, "local", "emulator", "requirements.txt");
  const env = options.env ?? process.env;
  const text = await readFile(requirements);
  const made = await findMade(folder, text);
  if (made !== undefined) return made;

  const python = await findPython(env);
  const target = join(folder, environmentName(text, python.version));
  await removeLeftovers(folder);
  const draft = `${target}.making-${process.pid}-${randomUUID().slice(0, 8)}`;
  const interpreter = join(draft, "bin", "python");
  try {
    options.onStep?.(`preparing a private Python ${python.version} environment`);
    await mkdir(folder, { recursive: true });
    await run(python.executable, ["venv", draft], draft, { ...options, env });
    options.onStep?.("fetching the AWS emulator (once, about 45 MB)");
    await run(interpreter, [...install, requirements], draft, { ...options, env });
    await writeFile(join(draft, marker), "");
    await putInPlace(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return join(target, "bin", "python");
}

type Args = readonly [module: string, ...rest: string[]];

/** Wheels only, each checked by its hash: nothing is compiled here, and no other package is installed. */
const install: Args = [
  ...(["pip", "install", "--disable-pip-version-check", "--no-input", "--retries", "2"] as const),
  ...["--only-binary", ":all:", "--require-hashes", "--requirement"],
];

function environmentName(requirements: Buffer, pythonVersion: string): string {
  const hash = createHash("sha256")
    .update(requirements)
    .update(pythonVersion)
    .update(`${process.platform} ${process.arch}`);
  return `emulator-${hash.digest("hex").slice(0, 16)}`;
}

/** A complete environment for these requirements, whatever Python is on PATH now; starting Python to ask would take 50 ms and more. */
async function findMade(folder: string, requirements: Buffer): Promise<string | undefined> {
  for (const minor of [10, 11, 12, 13, 14, 15, 16]) {
    const found = await usable(join(folder, environmentName(requirements, `3.${minor}`)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The environment's interpreter, if the environment is complete and the Python that it was created from still exists. */
async function usable(target: string): Promise<string | undefined> {
  const interpreter = join(target, "bin", "python");
  try {
    await access(join(target, marker));
    await access(interpreter, constants.X_OK);
    return interpreter;
  } catch {
    return undefined;
  }
}

/** Another run may have been faster: then its environment is as good as this one. */
async function putInPlace(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    if ((await usable(target)) !== undefined) return;
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await rm(target, { recursive: true, force: true }); // incomplete
    await rename(draft, target);
  }
}

/** Removes incomplete environments whose process has ended. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const maker = /\.making-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function run(python: string, args: Args, draft: string, options: BootstrapOptions): Promise<void> {
  if (options.signal.aborted) throw new AbortedError(`python -m ${args[0]}`);
  let output = "";
  const child: SupervisedModule = await startModule({
    python,
    args,
    env: options.env ?? process.env,
    folder: draft,
    output: "pipe",
    onText: (text) => {
      output += text;
    },
  });
  const stop = () => void child.stop(2_000);
  options.signal.addEventListener("abort", stop);
  if (options.signal.aborted) stop();
  const { code } = await child.exited;
  options.signal.removeEventListener("abort", stop);
  if (options.signal.aborted) throw new AbortedError(`python -m ${args[0]}`);
  if (code !== 0) throw failure(args[0], output);
}

/** pip's output when it cannot reach its index; when every attempt failed it is only "from versions: none". */
const unreachable =
  /Failed to establish a new connection|NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|Network is unreachable|Temporary failure in name resolution|from versions: none/;

function failure(module: string, output: string): BootstrapError {
  const tail = output.trim().split("\n").slice(-12).join("\n");
  if (module === "pip" && unreachable.test(output)) return new OfflineError(tail);
  const hint = module === "venv" ? " (on Debian and Ubuntu the package python3-venv is needed)" : "";
  return new BootstrapError(`python -m ${module} failed${hint}:\n${tail}`);
}
