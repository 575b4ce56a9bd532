// Preloaded into a process that shall take its system for another one: SYSTEM is `win32`, or `read-only` for a folder that nobody can write to.
const fs = require("node:fs");

if (process.env.SYSTEM === "win32") Object.defineProperty(process, "platform", { value: "win32" });
if (process.env.SYSTEM === "read-only") {
  fs.accessSync = () => {
    throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
  };
}
