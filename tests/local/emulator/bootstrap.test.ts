import { chmod, mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { bootstrap } from "../../../local/emulator/bootstrap";
import { AbortedError, BootstrapError, OfflineError, PythonMissingError } from "../../../local/emulator/errors";
import { findPython } from "../../../local/emulator/python";
import { failureOf } from "../../support/failure-of";
import { until } from "./processes";

const signal = new AbortController().signal;

describe("finding Python", () => {
  let folder = "";

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "backoffice-python-"));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A program that answers like a Python of this version. */
  async function fake(name: string, version: string): Promise<void> {
    await writeFile(join(folder, name), `#!/bin/sh\necho "${version} /opt/${name}"\n`);
    await chmod(join(folder, name), 0o755);
  }

  it("says what is needed when there is none", async () => {
    const error = await failureOf(findPython({ PATH: folder }));

    expect(error).to.be.instanceOf(PythonMissingError);
    expect(error.message).to.contain("needs Python 3.10 or newer").and.contain("none was found on PATH");
  });

  it("says what it has found when all are too old", async () => {
    await fake("python3", "3 8");
    await fake("python", "2 7");

    const error = await failureOf(findPython({ PATH: folder }));

    expect(error.message).to.contain("found only: python3 is 3.8; python is 2.7");
  });

  it("goes on to a newer one when the first is too old", async () => {
    await fake("python3", "3 9");
    await fake("python3.12", "3 12");

    expect(await findPython({ PATH: folder })).to.deep.equal({ executable: "/opt/python3.12", version: "3.12" });
  });
});

/**
 * Answers like a Python 3.12 whose venv holds a copy of itself: making a real one takes seconds.
 *
 * @param pip what it does when it is asked for pip. Default: it is content with everything
 */
function fakePython(pip = "exit 0"): string {
  return `#!/bin/sh
if [ "$2" = "-c" ]; then echo "3 12 $0"; exit; fi
if [ "$4" = "venv" ]; then /bin/mkdir -p "$5/bin" && /bin/cp "$0" "$5/bin/python"; exit; fi
${pip}
`;
}

describe("making the emulator's environment", () => {
  let folder = "";
  let requirements = "";
  let env: NodeJS.ProcessEnv = {};

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "backoffice-bootstrap-"));
    requirements = join(folder, "requirements.txt");
    await writeFile(requirements, "# nothing is needed\n");
    const programs = join(folder, "programs");
    await mkdir(programs);
    await writeFile(join(programs, "python3"), fakePython());
    await chmod(join(programs, "python3"), 0o755);
    env = { PATH: programs };
  });

  /** From now on pip is real: that of the emulator's own environment, into which these tests install nothing. */
  async function useRealPip(settings: NodeJS.ProcessEnv): Promise<void> {
    const python = await bootstrap({ signal });
    await writeFile(join(folder, "programs", "python3"), fakePython(`exec "${python}" "$@"`));
    env = { ...process.env, ...settings, ...env };
  }

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const environments = async () => (await readdir(folder)).filter((name) => name.startsWith("emulator-"));

  it("makes it once", async () => {
    const steps: string[] = [];
    const options = { signal, folder, requirements, env, onStep: (text: string) => steps.push(text) };

    const first = await bootstrap(options);
    const taken = steps.length;
    const second = await bootstrap(options);

    expect(second).to.equal(first);
    expect(taken).to.equal(2);
    expect(steps).to.have.length(taken);
    expect(await environments()).to.have.length(1);
  });

  it("makes it again when it is half made, and clears away what a killed run has left", async () => {
    const python = await bootstrap({ signal, folder, requirements, env });
    const environment = dirname(dirname(python));
    await unlink(join(environment, "complete"));
    await mkdir(`${environment}.making-999999999-abc`);

    expect(await bootstrap({ signal, folder, requirements, env })).to.equal(python);
    expect(await environments()).to.have.length(1);
  });

  it("makes it again when the Python it was made from has gone", async () => {
    const python = await bootstrap({ signal, folder, requirements, env });
    await unlink(python);
    await symlink("/gone/python3", python);

    expect(await bootstrap({ signal, folder, requirements, env })).to.equal(python);
    expect(await environments()).to.have.length(1);
  });

  it("makes another when the requirements change", async () => {
    const first = await bootstrap({ signal, folder, requirements, env });
    await writeFile(requirements, "# still nothing\n");

    expect(await bootstrap({ signal, folder, requirements, env })).to.not.equal(first);
  });

  it("can be made by two runs at the same time", async () => {
    const [one, other] = await Promise.all([
      bootstrap({ signal, folder, requirements, env }),
      bootstrap({ signal, folder, requirements, env }),
    ]);

    expect(one).to.equal(other);
    expect(await environments()).to.have.length(1);
  });

  it("refuses a package whose hash is another", async () => {
    const wrong = "0".repeat(64);
    await writeFile(requirements, `offline==1.0 --hash=sha256:${wrong}\n`);
    const wheels = join(folder, "wheels");
    await mkdir(wheels);
    await writeFile(join(wheels, "offline-1.0-py3-none-any.whl"), "not it");
    await useRealPip({ PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels });

    const error = await failureOf(bootstrap({ signal, folder, requirements, env }));

    expect(error).to.be.instanceOf(BootstrapError);
    expect(error.message).to.contain("DO NOT MATCH THE HASHES");
    expect(await environments()).to.deep.equal([]);
  });

  it("says so when the package index cannot be reached, and leaves nothing behind", async () => {
    await writeFile(requirements, `offline==1.0 --hash=sha256:${"0".repeat(64)}\n`);
    // Nobody listens on the discard port of this machine.
    const nowhere = { PIP_INDEX_URL: "http://127.0.0.1:9/simple", PIP_FIND_LINKS: "", PIP_RETRIES: "0" };
    await useRealPip({ ...nowhere, PIP_CONFIG_FILE: "/dev/null" });

    const error = await failureOf(bootstrap({ signal, folder, requirements, env }));

    expect(error).to.be.instanceOf(OfflineError);
    expect(error.message).to.contain("cannot be reached from here");
    expect(await environments()).to.deep.equal([]);
  });

  it("fails without Python on PATH, with the message that says what to install", async () => {
    env = { PATH: join(folder, "empty") };

    expect(await failureOf(bootstrap({ signal, folder, requirements, env }))).to.be.instanceOf(PythonMissingError);
  });

  it("stops what it is doing when it is aborted, and leaves nothing behind", async () => {
    const abort = new AbortController();
    const making = bootstrap({ signal: abort.signal, folder, requirements }); // with a real Python, which takes a while
    const failed = failureOf(making);
    await until("the making has begun", async () => (await environments()).length > 0);

    abort.abort();

    expect(await failed).to.be.instanceOf(AbortedError);
    expect(await environments()).to.deep.equal([]);
  });
});
