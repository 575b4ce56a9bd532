// npm run settings [-- --each] [WORDS]: tries every value of every setting against config and policy pack, on dev and prod, and prints
// what neither takes; what a stage decides in its file in policies/config (stage-choices.ts) counts as decided. Many values at a time; --each takes one by one, about a second each.
import { readPackConfig } from "../../../program/policies/config";
import { grouped } from "./groups";
import { loosest } from "./stage-choices";
import { refusalOf, violationsOf } from "./trials";
import { allTrials, type Trial } from "./values";

const stacks = ["dev", "prod"] as const;

async function main(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const each = process.argv.includes("--each");
  const total = { tried: 0, refused: 0, builds: 0, violating: 0 };
  for (const stack of stacks) {
    const trials = allTrials().filter((trial) => words.every((word) => labelOf(stack, trial).includes(word)));
    total.tried += trials.length;
    const taken = trials.filter((trial) => {
      const refusal = refusalOf(stack, [trial]);
      if (refusal !== undefined)
        console.log(`refused  ${labelOf(stack, trial)}: ${refusal.split("\n").at(-1)?.trim()}`);
      return refusal === undefined;
    });
    total.refused += trials.length - taken.length;
    for (const group of each ? taken.map((trial) => [trial]) : grouped(stack, taken)) {
      total.builds++;
      const violations = await violationsOf(stack, group, loosest(readPackConfig(stack)));
      if (violations.length === 0) continue;
      total.violating++;
      console.log(`VIOLATES ${group.map((trial) => labelOf(stack, trial)).join("\n         ")}`);
      for (const violation of violations) console.log(`    ${violation.slice(0, 400)}`);
    }
  }
  console.log(
    `${total.tried} values: ${total.refused} refused by the config, ${total.tried - total.refused} tried in ${total.builds} builds, ${total.violating} of them against the pack`,
  );
  process.exitCode = total.violating === 0 ? 0 : 1;
}

function labelOf(stack: string, { path, raw }: Trial): string {
  return `${stack} ${path} = ${raw}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
