// Preloaded: the process takes itself for an older Node.js, without what that does not have.
const module_ = require("node:module");

Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
Reflect.deleteProperty(module_, "enableCompileCache");
module_.syncBuiltinESMExports();
