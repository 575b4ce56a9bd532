// Every command, flag, rule, setting, alarm, queue, output, file and link that a document names exists.
import { expect } from "chai";
import { problemsOf } from "./support/check";
import { type Facts, facts } from "./support/facts";
import { allPages } from "./support/pages";

/** Stands below the title of a decision that holds no longer. */
const withdrawn = /^# .*\n\n\*\*Withdrawn\.\*\* /;

describe("documents", () => {
  const pages = allPages();
  let known: Facts;

  before(async () => {
    known = await facts();
  });

  // What a withdrawn decision names is gone with it.
  const current = pages.filter(({ path, text }) => !path.startsWith("docs/decisions/") || !withdrawn.test(text));
  for (const page of current) {
    it(`${page.path} names only what exists`, async () => {
      expect(await problemsOf(page, pages, known)).to.deep.equal([]);
    });
  }
});
