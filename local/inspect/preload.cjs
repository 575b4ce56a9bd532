// Loaded by NODE_OPTIONS into every worker of a local run with --inspect: opens Node's inspector in those of one function. The worker that
// has the port keeps it; one of a newer version asks for it, and others take it over when that one has ended.
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const inspector = require("node:inspector");
const { join } = require("node:path");

const { TMPDIR = "", AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_FUNCTION_VERSION: version } = process.env;
const folder = join(TMPDIR, "inspect");
const holderFile = join(folder, "holder.json");
/** Milliseconds between two tries to have the port. */
const againMs = 100;

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

const { functionName, port } = read(join(folder, "wanted.json"));
if (functionName === AWS_LAMBDA_FUNCTION_NAME) {
  mkdirSync(folder, { recursive: true });
  process.on("SIGUSR2", () => inspector.close());
  if (!open()) {
    const timer = setInterval(() => {
      if (open()) clearInterval(timer);
    }, againMs);
    timer.unref();
  }
}

/** Whether this worker has the port now. */
function open() {
  const holder = read(holderFile);
  if (holder.pid !== undefined && isAlive(holder.pid)) {
    // Two calls at once have two workers of one version: the first stays where the debugger is.
    if (!(Number(version) > Number(holder.version))) return false;
    process.kill(holder.pid, "SIGUSR2");
  }
  inspector.open(port, "127.0.0.1");
  if (inspector.url() === undefined) return false;
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, version }));
  return true;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
