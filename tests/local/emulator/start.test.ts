import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { zip } from "../../../local/deploy/adapters/zip";
import { AbortedError, EmulatorError } from "../../../local/emulator/errors";
import { type Emulator, startEmulator } from "../../../local/emulator/start";
import { randomCredentials, wellKnown } from "../../../ops/stack/local-credentials";
import { failureOf } from "../../support/failure-of";
import { membersOf, until } from "./processes";

const signal = new AbortController().signal;

describe("the emulator's life", () => {
  let running: Emulator | undefined;
  let parent: ChildProcess | undefined;
  let other: Server | undefined;

  afterEach(async () => {
    await running?.stop();
    parent?.kill("SIGKILL");
    other?.close();
    running = undefined;
    parent = undefined;
    other = undefined;
  });

  it("makes its Python environment first where there is none, whatever variables the emulator is given", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-first-"));
    const requirements = join(folder, "requirements.txt");
    await writeFile(requirements, "# nothing, so that the environment is made at once and the emulator is not in it\n");
    const steps: string[] = [];

    const error = await failureOf(
      startEmulator({
        signal,
        variables: { WHO: "tests" },
        environment: { folder, requirements },
        onStep: (text) => steps.push(text),
      }),
    );

    expect(steps[0]).to.match(/^preparing a private Python 3\.\d+ environment$/);
    expect(error).to.be.instanceOf(EmulatorError);
    expect(error).to.have.property("message").that.contains("ministack");
    await rm(folder, { recursive: true });
  });

  it("starts on a free loopback port and leaves nothing behind when it is stopped", async () => {
    running = await startEmulator({ signal });
    const { pid, endpoint, logFile } = running;
    const health = await fetch(`${endpoint}/_ministack/health`);

    await running.stop();

    expect(health.status).to.equal(200);
    expect(new URL(endpoint).hostname).to.equal("127.0.0.1");
    expect(await running.exited).to.not.have.property("error");
    expect(membersOf(pid)).to.deep.equal([]);
    expect(existsSync(dirname(logFile))).to.equal(false);
  });

  it("can be stopped twice", async () => {
    running = await startEmulator({ signal });

    await Promise.all([running.stop(), running.stop()]);
    await running.stop();
  });

  it("removes what a starter has left that was killed in the middle of stopping", async () => {
    const left = await mkdtemp(join(tmpdir(), "backoffice-emulator-999999999-"));

    running = await startEmulator({ signal });

    expect(existsSync(left)).to.equal(false);
    expect(existsSync(running.logFile)).to.equal(true);
  });

  it("runs functions on this very Node release, with nothing of the user's environment nor of the root user's", async () => {
    process.env.AWS_PROFILE = "of-the-user";
    try {
      const credentials = randomCredentials();
      running = await startEmulator({ signal, variables: { WHO: "tests" }, credentials });
      const root = JSON.stringify(Object.values(credentials));
      const code = `console.log('x'); const { env } = process;
        return [process.version, env.AWS_PROFILE ?? null, env.WHO, Object.values(env).filter((value) => ${root}.includes(value))];`;

      const said = await invoke(running.endpoint, code, credentials);

      expect(said).to.deep.equal([process.version, null, "tests", []]);
    } finally {
      delete process.env.AWS_PROFILE;
    }
  });

  it("takes another port when one is taken", async () => {
    other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;
    const steps: string[] = [];

    running = await startEmulator({ signal, ports: [taken], onStep: (text) => steps.push(text) });

    expect(running.endpoint).to.not.contain(`:${taken}`);
    expect(steps).to.include(`port ${taken} was taken in the meantime, trying another`);
  });

  it("gives up after five taken ports", async () => {
    other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address !== null ? address.port : 0;

    const error = await failureOf(startEmulator({ signal, ports: Array(5).fill(taken) }));

    expect(error).to.be.instanceOf(EmulatorError);
    expect(error.message).to.contain("found 5 ports in turn busy");
  });

  it("reports a crash with the end of the log, and ends the workers", async () => {
    running = await startEmulator({ signal });
    await invoke(running.endpoint, "console.log('x'); return 1;");
    expect(membersOf(running.pid)).to.have.length.greaterThan(1);

    process.kill(running.pid, "SIGKILL");

    const { error } = await running.exited;
    expect(error).to.be.instanceOf(EmulatorError);
    expect(error?.message)
      .to.contain("ended by SIGKILL without being asked to")
      .and.contain("Running on http://127.0.0.1");
    const { pid, logFile } = running;
    await until("the workers are gone", () => membersOf(pid).length === 0);
    expect(existsSync(dirname(logFile))).to.equal(false);
  });

  it("says why it could not start", async () => {
    const python = process.execPath; // Node is no Python

    const error = await failureOf(startEmulator({ signal, python }));

    expect(error).to.be.instanceOf(EmulatorError);
    expect(error.message).to.contain("ended with code 9").and.contain("-I");
  });

  it("ends what it has begun when it is aborted", async () => {
    const abort = new AbortController();
    const starting = startEmulator({ signal: abort.signal, onStep: () => abort.abort() });

    expect(await failureOf(starting)).to.be.instanceOf(AbortedError);
  });

  for (const ending of ["exit", "throw"]) {
    it(`dies with a parent that ends by ${ending}`, async () => {
      const started = await startParent(ending);

      await until("the emulator is gone", () => membersOf(started.pid).length === 0);
      expect(existsSync(dirname(started.logFile))).to.equal(false);
    });
  }

  for (const signalName of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    it(`dies, with its workers, with a parent that is killed by ${signalName}`, async () => {
      const started = await startParent("wait");
      await invoke(started.endpoint, "console.log('x'); return 1;");
      expect(membersOf(started.pid)).to.have.length.greaterThan(1);

      parent?.kill(signalName);

      await until("the emulator and its workers are gone", () => membersOf(started.pid).length === 0);
      await until("its folder is gone", () => !existsSync(dirname(started.logFile)));
    });
  }

  it("dies with its parent even while a function runs", async () => {
    const started = await startParent("wait");
    const answer = invoke(started.endpoint, "console.log('x'); await new Promise(() => setInterval(() => {}, 1000));");
    answer.catch(() => undefined);
    await until("the function runs", () => membersOf(started.pid).length > 1);

    parent?.kill("SIGKILL");

    await until("the emulator and its workers are gone", () => membersOf(started.pid).length === 0);
  });

  async function startParent(ending: string): Promise<{ pid: number; endpoint: string; logFile: string }> {
    const script = join(projectRoot, "tests", "local", "emulator", "parent.ts");
    const child = spawn(process.execPath, ["--require", "tsx/cjs", script, ending], {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "ignore"],
    });
    parent = child;
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    return JSON.parse(String(line));
  }
});

/** Makes a function of this body and calls it. */
async function invoke(endpoint: string, body: string, credentials = wellKnown): Promise<unknown> {
  const config = { endpoint, region: "us-east-1", credentials };
  const lambda = new LambdaClient({ ...config, maxAttempts: 1 });
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  const { Role } = await new IAMClient(config).send(
    new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: trust }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "probe",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: Role?.Arn,
      Timeout: 60,
      Code: { ZipFile: zip({ "index.js": Buffer.from(`exports.handler = async () => { ${body} };`) }) },
    }),
  );
  const { Payload = [] } = await lambda.send(new InvokeCommand({ FunctionName: "probe" }));
  return JSON.parse(Buffer.from(Payload).toString());
}
