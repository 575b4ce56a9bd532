// Every requirement's id that sources, tests or the local run's report name stands in docs/requirements.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { requirementsPage } from "../../local/report/requirements";
import { projectFiles } from "../support/project-files";

const id = /\b(?:X\d{1,2}|[OESNML]\d{1,2})\b/g;

/** What looks like an id and is none. */
const foreign: Readonly<Record<string, string>> = {
  S10: "part of the id of somebody's control: N-S10",
};

const page = readFileSync(join(projectRoot, requirementsPage), "utf8");
const defined = [...page.matchAll(/^\| ([A-Z]\d+) \| (.+) \|$/gm)].map(([, name = "", text = ""]) => ({ name, text }));

describe("docs/requirements.md", () => {
  it("defines every id that a source or a test names", () => {
    const named = new Map<string, string>();
    for (const file of projectFiles.filter((path) => path.endsWith(".ts"))) {
      for (const [name] of readFileSync(join(projectRoot, file), "utf8").matchAll(id)) named.set(name, file);
    }
    const names = new Set(defined.map(({ name }) => name));

    expect(named.size).to.be.greaterThan(0.75 * defined.length);
    expect([...named].filter(([name]) => !names.has(name) && !(name in foreign))).to.deep.equal([]);
  });

  it("defines each id once, in a line, without a gap in the numbers", () => {
    for (const letter of "XOESNML") {
      const own = defined.filter(({ name }) => name.startsWith(letter));
      expect(own.map(({ name }) => name)).to.deep.equal(own.map((_, index) => `${letter}${index + 1}`));
      expect(own, letter).to.not.deep.equal([]);
    }
    expect(defined.filter(({ text }) => text.length < 10 || text.length > 160)).to.deep.equal([]);
  });
});
