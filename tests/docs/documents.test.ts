// Every command, flag, rule, setting, alarm, queue, output, file and link that a document names exists.
import { expect } from "chai";
import { problemsOf } from "./support/check";
import { type Facts, facts } from "./support/facts";
import { allPages } from "./support/pages";

describe("documents", function () {
  this.timeout(120_000);
  const pages = allPages();
  let known: Facts;

  before(async () => {
    known = await facts();
  });

  for (const page of pages) {
    it(`${page.path} names only what exists`, async () => {
      expect(await problemsOf(page, pages, known)).to.deep.equal([]);
    });
  }
});
