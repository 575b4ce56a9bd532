// npm run mutations [-- WORDS]: tries every misconfiguration of the production stack against the policy pack, and prints what survived.
import { exitCodes } from "../../../cli/exit-codes";
import { runMain } from "../../../cli/main";
import { allMutations } from "./all-mutations";
import { mutatedStack } from "./mutated-stack";
import { runMutations } from "./run-mutations";
import { acceptedReason } from "./survivors";

runMain(async ({ console }) => {
  const words = process.argv.slice(2);
  const resources = await mutatedStack();
  const mutations = allMutations(resources).filter(({ id }) => words.every((word) => id.includes(word)));
  const outcomes = await runMutations(resources, mutations);
  const survivors = outcomes.filter(({ rule }) => rule === undefined);
  for (const { mutation } of survivors) {
    const reason = acceptedReason(mutation);
    console.say(
      `${reason === undefined ? "SURVIVED" : "accepted"} [${mutation.kind}] ${mutation.id}${reason === undefined ? "" : `: ${reason}`}`,
    );
  }
  const caught = new Map<string, number>();
  for (const { rule } of outcomes) if (rule !== undefined) caught.set(rule.name, (caught.get(rule.name) ?? 0) + 1);
  for (const [rule, count] of [...caught].sort(([, a], [, b]) => b - a))
    console.say(`${String(count).padStart(5)}  ${rule}`);
  const unaccepted = survivors.filter(({ mutation }) => acceptedReason(mutation) === undefined);
  const groups = new Set(mutations.map(({ group }) => group)).size;
  console.say(
    `${mutations.length} mutations of ${groups} groups: ${mutations.length - survivors.length} caught, ${survivors.length} survived, ` +
      `${unaccepted.length} of them without a reason`,
  );
  return unaccepted.length === 0 ? exitCodes.ok : exitCodes.failed;
});
