import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { CommandFailedError, credentialsProblem, explain } from "../../cli/errors";
import { projectRoot } from "../../launch/project-root.cjs";

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("the entry of a command", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-main-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts a command whose work is this code; `context` is what the entry gives. */
  function start(code: string, options = "{}"): ChildProcessWithoutNullStreams {
    const file = join(folder, `command-${Math.random().toString(36).slice(2)}.ts`);
    const imported = (path: string) => JSON.stringify(join(projectRoot, path));
    writeFileSync(
      file,
      `import { runMain } from ${imported("cli/main.ts")};
       import { CommandFailedError, UsageError } from ${imported("cli/errors.ts")};
       import { setTimeout as wait } from "node:timers/promises";
       void [CommandFailedError, UsageError, wait];
       runMain(async ({ console, signal }) => { void signal; ${code} }, ${options});`,
    );
    return spawn(process.execPath, ["scripts/run.mjs", file], { cwd: projectRoot });
  }

  function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
  }

  it("ends with the code that the command gives, 0 when it gives none", async () => {
    expect(await ended(start('console.say("done");'))).to.deep.equal({ code: 0, stdout: "done\n", stderr: "" });
    expect(await ended(start("return 3;"))).to.include({ code: 3 });
    expect(await ended(start("await new Promise(() => undefined);"))).to.include({ code: 1 });
  });

  it("reports a wrong command line with code 2, and any other error with code 1, without a stack where the message says all", async () => {
    expect(await ended(start('throw new UsageError("--x is missing");'))).to.deep.equal({
      ...{ code: 2, stdout: "", stderr: "error: --x is missing\n" },
    });
    expect(await ended(start('throw new CommandFailedError("it is gone");'))).to.deep.equal({
      ...{ code: 1, stdout: "", stderr: "error: it is gone\n" },
    });
    const lost = Object.assign(new Error("getaddrinfo ENOTFOUND sqs.example"), { code: "ENOTFOUND" });
    expect(explain(lost)).to.equal("getaddrinfo ENOTFOUND sqs.example");
    const broken = await ended(start("undefined.length;"));
    expect(broken).to.include({ code: 1 });
    expect(broken.stderr).to.match(/^error: TypeError: .*\n +at /);
  });

  it("goes on to its end, with its own code, when nobody reads what it says", async () => {
    const child = start(
      `for (let line = 0; line < 20_000; line++) console.say("line " + line + " of many");
       await wait(50);
       console.note("still at work");
       await wait(50);
       return 0;`,
    );
    const end = ended(child);
    child.stdout.once("data", () => child.stdout.destroy());

    const { code, stderr } = await end;

    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "still at work\n" });
  });

  it("goes on when nobody reads its problems either", async () => {
    const file = join(folder, "came-to-its-end");
    const child = start(
      `console.note("first"); await wait(100); console.note("second"); await wait(50); console.say("third");
       (await import("node:fs")).writeFileSync(${JSON.stringify(file)}, ""); return 1;`,
    );
    const end = new Promise((resolve) => child.once("exit", resolve));
    child.stdout.destroy();
    child.stderr.once("data", () => child.stderr.destroy());

    expect(await end).to.equal(1);
    expect(() => writeFileSync(file, "", { flag: "wx" })).to.throw("EEXIST");
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`ends an orderly command in order at ${signal}, however often it comes at once`, async () => {
      const child = start(
        'console.say("up"); await wait(50_000, undefined, { signal }).catch(() => undefined); await wait(200); console.say("10 done, 5 left"); return 1;',
        "{ orderly: true }",
      );
      const end = ended(child);
      child.stdout.once("data", () => {
        child.kill(signal);
        child.kill(signal);
      });

      expect(await end).to.deep.equal({
        code: 1,
        stdout: "up\n10 done, 5 left\n",
        stderr: "stopping: what was begun is ended first; Ctrl-C again ends at once\n",
      });
    });

    it(`ends any other command at once at ${signal}, by the shell's code`, async () => {
      const child = start('console.say("up"); await wait(50_000);');
      const end = ended(child);
      child.stdout.once("data", () => child.kill(signal));

      expect((await end).code).to.equal({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
    });
  }

  it("ends an orderly command at once when Ctrl-C comes again later", async () => {
    const child = start('console.say("up"); await wait(50_000);', "{ orderly: true }");
    const end = ended(child);
    let again: NodeJS.Timeout | undefined;
    child.stdout.once("data", () => {
      child.kill("SIGINT");
      again = setInterval(() => child.kill("SIGINT"), 200);
    });

    expect((await end).code).to.equal(130);
    clearInterval(again);
  });

  it("keeps what steers a terminal from it, and gives programs the document as it is", async () => {
    const value = { reason: "X\u009b31mRED \u202e" };
    const { stdout } = await ended(
      start(`console.say("a\\u001b[31m\\nb"); console.sayJson(${JSON.stringify(value)});`),
    );

    const [first, second, ...json] = stdout.split("\n");
    expect([first, second]).to.deep.equal(["a [31m", "b"]);
    expect(json.join("\n")).to.contain("\\u009b31mRED \\u202e");
    expect(JSON.parse(json.join("\n"))).to.deep.equal(value);
  });
});

describe("an error about AWS credentials", () => {
  const named = (name: string, message = "m") => Object.assign(new Error(message), { name });

  it("is one sentence, wherever it stands in the chain", () => {
    const gone = "the AWS credentials have expired: sign in again, then run the command again";
    for (const name of ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]) {
      expect(explain(named(name))).to.equal(gone);
      expect(explain(new Error("outer", { cause: named(name) }))).to.equal(gone);
    }
    expect(explain(named("CredentialsProviderError", "Token is expired. Refresh it"))).to.equal(gone);
    expect(explain(named("CredentialsProviderError", "Could not load credentials"))).to.equal(
      "there are no usable AWS credentials (Could not load credentials): sign in, or set a profile",
    );
  });

  it("does not hide what was being done", () => {
    const failed = new CommandFailedError("nobody knows whether it was removed", {
      cause: named("ExpiredToken", "The token is too old"),
    });
    expect(explain(failed)).to.equal(
      "nobody knows whether it was removed\n" +
        "caused by: the AWS credentials have expired: sign in again, then run the command again",
    );
  });

  it("is no other refusal", () => {
    expect(credentialsProblem(named("AccessDeniedException"))).to.equal(undefined);
    expect(credentialsProblem("ExpiredToken")).to.equal(undefined);
  });
});
