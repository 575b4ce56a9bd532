// Preloaded into the analyzer: when the parent process ends for any reason, the pipe to standard input closes, and the analyzer exits.
const { stdin } = process;
stdin.resume();
stdin.on("end", () => process.exit());
stdin.on("error", () => process.exit());
// Reading standard input must not keep alive a pack that failed to start.
if ("unref" in stdin) stdin.unref();
