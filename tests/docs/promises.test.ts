// Every promise of a page leads to the test that shows it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { drills } from "../../local/drills/catalog/all";
import { figuresOn, promisesOn, withDrillFigures, withPromisedFigures } from "../../local/drills/figures";
import { allPages, proseOf } from "./support/pages";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

/** One line, so that a promise is found wherever it breaks. */
const flat = (text: string) => text.replaceAll("**", "").replace(/\s+/g, " ");

const promised = promisesOn(read("docs/promises.md"));

/** Words by which a sentence promises something. */
const promise =
  /\b(nothing is (lost|sent)|none is lost|at most one|leaves nothing behind|(is|are) refused|never|only if|rolls? back)\b/i;

const watched = ["README.md", "docs/architecture.md", "docs/operations.md"];

function sentencesOf(path: string): readonly string[] {
  const page = allPages().find((candidate) => candidate.path === path);
  const blocks = [...read(path).matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].flatMap(([, block = ""]) =>
    block.split("\n"),
  );
  const prose = proseOf(page ?? { path, text: "" }).split(/\n\n|\n(?=[-|#])/);
  return [...prose.flatMap((paragraph) => flat(paragraph).split(/(?<=[.;:]) /)), ...blocks.map(flat)];
}

describe("promises", () => {
  it("are many", () => {
    expect(promised.length).to.be.greaterThan(10);
  });

  for (const { words, page, test, title } of promised) {
    it(`'${words}' is in ${page}, and shown by ${test}: ${title}`, () => {
      expect(flat(read(page))).to.contain(words);
      expect(existsSync(join(projectRoot, test)), test).to.equal(true);
      expect(read(test)).to.contain(title);
    });
  }

  for (const page of watched) {
    it(`of ${page} stand in docs/promises.md, each of them`, () => {
      const own = promised.filter((row) => row.page === page);
      const sentences = sentencesOf(page).filter((sentence) => promise.test(sentence));

      expect(sentences.filter((sentence) => !own.some(({ words }) => sentence.includes(words)))).to.deep.equal([]);
    });
  }

  it("have the figures of drills as they are now, on every page the same: npm run drill-figures writes them", () => {
    const page = read("docs/drills.md");
    const figures = figuresOn(page);
    const believed = (list: readonly { readonly name: string; readonly hypothesis: string }[]) =>
      list.map(({ name, hypothesis }) => ({ name, hypothesis }));

    expect(believed(figures)).to.deep.equal(believed(drills));
    expect(withDrillFigures(page, drills, [])).to.equal(page);
    for (const { name, sent, lost, twice } of figures) {
      expect(sent, name).to.be.greaterThan(0);
      expect([lost, twice], name).to.deep.equal([0, 0]);
    }
    const own = promised.filter((row) => row.page === "README.md");
    expect(withPromisedFigures(read("docs/promises.md"), promised, figures)).to.equal(read("docs/promises.md"));
    expect(withPromisedFigures(read("README.md"), own, figures)).to.equal(read("README.md"));
  });
});
