// Loaded into the analyzer: when whoever started it is gone, however it went, the pipe to its standard input closes, and it ends too.
const { stdin } = process;
stdin.resume();
stdin.on("end", () => process.exit());
stdin.on("error", () => process.exit());
// A pack that failed to start must still be able to end by itself.
if ("unref" in stdin) stdin.unref();
