// Every promise of a page leads to the test that shows it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { allPages, proseOf } from "./support/pages";

interface Promised {
  readonly words: string;
  readonly page: string;
  readonly test: string;
  readonly title: string;
}

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

/** One line, so that a promise is found wherever it breaks. */
const flat = (text: string) => text.replaceAll("**", "").replace(/\s+/g, " ");

const promised: readonly Promised[] = [
  ...read("docs/promises.md").matchAll(/^\| (.+) \| `(.+)` \| `(.+)` \| (.+) \|$/gm),
].map(([, words = "", page = "", test = "", title = ""]) => ({ words, page, test, title }));

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
});
