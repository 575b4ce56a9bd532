// Loaded before a command begins: exits with a message when the system or the folder would make the command fail later.
const { accessSync, constants } = require("node:fs");
const { join } = require("node:path");

const problem = systemProblem() ?? folderProblem(join(__dirname, "..", "node_modules"));
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

/** Checks for POSIX process groups and signals, by which a run ends its child processes. @returns {string | undefined} */
function systemProblem() {
  if (process.platform !== "win32") return undefined;
  return "backoffice runs on Linux and macOS. On Windows use WSL 2: open a Linux shell (wsl), clone the project into its own file system, and run the same command there.";
}

/** @param {string} folder where commands store compiled code @returns {string | undefined} */
function folderProblem(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    return `backoffice cannot write to ${folder} (${code}), where it keeps what it compiles: run npm ci as the same user, in a folder that is not read-only.`;
  }
}
