// npm run drill-figures [-- FILE...]: writes the figures of drills into docs/drills.md, docs/promises.md and the README.
import { readFileSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { runMain } from "../cli/main";
import { drills } from "./drills/catalog/all";
import { figuresIn, figuresOn, promisesOn, withDrillFigures, withPromisedFigures } from "./drills/figures";

const [all, promises, readme] = ["docs/drills.md", "docs/promises.md", "README.md"] as const;

const command = new Command("npm run drill-figures --")
  .description(
    `Writes the figures of drills into ${all}, and those of the drills that show a promise into ${promises} and ${readme}. ` +
      "Drills that no file has keep theirs.",
  )
  .argument(
    "[files...]",
    "what `npm run drill -- NAME... --json FILE` wrote; of a drill in several files the last one's are taken",
  )
  .exitOverride();

runMain(async ({ console }) => {
  command.parse();
  const read = (file: string) => readFileSync(file, "utf8");
  const write = (file: string, text: string) => {
    writeFileSync(file, text);
    console.say(`${file} is written`);
  };
  const page = withDrillFigures(
    read(all),
    drills,
    command.args.flatMap((file) => figuresIn(read(file))),
  );
  const [figures, promised] = [figuresOn(page), promisesOn(read(promises))];
  write(all, page);
  write(promises, withPromisedFigures(read(promises), promised, figures));
  const own = promised.filter((promise) => promise.page === readme);
  write(readme, withPromisedFigures(read(readme), own, figures));
});
