// node cold-start.cjs BUNDLE EVENT: loads a bundled function in this fresh process, calls it once, and prints to standard error the
// milliseconds from before the load to after the answer. Standard output belongs to the function.
"use strict";
const { readFileSync } = require("node:fs");

const [bundle = "", event = ""] = process.argv.slice(2);
const input = JSON.parse(readFileSync(event, "utf8"));
const context = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:bench:live",
  memoryLimitInMB: "512",
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  logGroupName: "bench",
  logStreamName: "bench",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => 30_000,
};

async function main() {
  const began = performance.now();
  const { handler } = require(bundle);
  const loaded = performance.now();
  const result = await handler(input, context);
  const answered = performance.now();
  process.stderr.write(JSON.stringify({ init: loaded - began, total: answered - began, result }));
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(JSON.stringify({ error: String(error?.stack) }));
  process.exit(1);
});
