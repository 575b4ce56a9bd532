// node scripts/run.mjs local/bench/load-once.ts [FILE]: loads the program for the stack `local`, and says how many milliseconds after this
// process's start all its resources were declared. Writes for load-sdk.cjs into FILE: the files of the Pulumi SDK that it has loaded, and what it
// has declared, both in their order.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { partitionOf } from "../../aws/partitions";
import { loadStackConfig } from "../../program/config";
import { GraphProvisioner } from "../../program/graph/graph-provisioner";
import { AssetValue } from "../../program/resource";
import { runProgram } from "../../program/run-program";

async function main(file: string | undefined): Promise<void> {
  const { project, stack, region, ...config } = loadStackConfig("local", { authIssuer: "http://127.0.0.1:1" });
  const target = { project, stack, region, partition: partitionOf(region).name, accountId: "000000000000" };
  const entered = performance.now();
  const { loadMs, resources } = await runProgram({
    config: { project, stack, region, ...config },
    target,
    provisioner: new GraphProvisioner(target),
  });
  console.log(JSON.stringify({ ms: entered + loadMs }));
  if (file === undefined) return;
  const files = Object.keys(createRequire(__filename).cache).filter((name) => /node_modules.@pulumi./.test(name));
  writeFileSync(
    file,
    JSON.stringify({ files, resources }, (_, value) => (value instanceof AssetValue ? "code" : value)),
  );
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
