// node local/bench/load-sdk.cjs FILE: loads the files of the Pulumi SDK that FILE lists, and says how many milliseconds after this process's start
// that was done.
"use strict";
const { readFileSync } = require("node:fs");

for (const file of JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"))) require(file);
console.log(JSON.stringify({ ms: performance.now() }));
process.exit(0);
