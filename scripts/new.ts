// npm run new -- KIND NAME: adds a new part of the project with its tests and registrations. See docs/extending.md.
import { UsageError } from "../cli/errors";
import { runMain } from "../cli/main";
import { kinds } from "./new/kinds";
import { writePart } from "./new/write";

const usage = [
  "usage: npm run new -- KIND NAME, with a clean working tree, so that git shows what was written. Kinds:",
  ...Object.entries(kinds).map(([kind, { form, does }]) => `  ${kind} ${form}\n      ${does}`),
].join("\n");

runMain(async ({ console }) => {
  const [kind = "", name = "", ...rest] = process.argv.slice(2);
  if (kind === "" || kind === "--help") {
    console.say(usage);
    return;
  }
  const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (known === undefined) throw new UsageError(`there is no kind '${kind}'\n${usage}`);
  if (rest.length > 0) throw new UsageError(`one name at a time, ${rest.length + 1} given\n${usage}`);
  writePart(known.part(name), console);
});
