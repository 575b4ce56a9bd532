// The operators' commands of the pages, run as written against a stack that is up: those that only read, and plans of those that change.
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { deployedStack } from "../ops/support/stack";
import { allPages, blocksOf } from "./support/pages";
import { parseShell } from "./support/shell";

/** What a reader would fill in. */
const filledIn: Readonly<Record<string, string>> = {
  QUEUE: "confirmations-dead-letters",
  FUNCTION: "orders-create",
  "CORRELATION-ID": randomUUID(),
  "ORDER-ID": randomUUID(),
  "ADDRESS@EXAMPLE.COM": "nobody@example.com",
  COMMAND: "deadletters",
};

/** Every `npm run ops -- ...` of a shell block, once, in its words. */
const commands = [
  ...new Set(
    allPages()
      .flatMap(blocksOf)
      .filter(({ language }) => language === "sh")
      .flatMap(({ text }) => parseShell(text).commands)
      .filter(([program, run, name]) => program === "npm" && run === "run" && name === "ops")
      .map((words) =>
        words
          .slice(words.indexOf("--") + 1)
          .map((word) => filledIn[word] ?? word)
          .join(" "),
      ),
  ),
].sort();

describe("the operators' commands of the pages", () => {
  const deployed = deployedStack();

  it("are many", () => {
    expect(commands.length).to.be.greaterThan(25);
  });

  for (const command of commands) {
    it(`work on an empty stack: npm run ops -- ${command}`, async () => {
      const { code, stdout, stderr } = await deployed.stack.ops(...command.split(" "));

      // A change asks, and where nobody can be asked it says so; everything else is done, or finds nothing.
      const asks = /^(redrive|restore|suppressions remove)\b/.test(command) && !command.includes("--dry-run");
      if (code === 2) {
        expect(asks, `${stdout}${stderr}`).to.equal(true);
        expect(stderr).to.contain("--yes");
      } else {
        expect([0, 1], `${stdout}${stderr}`).to.include(code);
        expect(stdout, stderr).to.not.equal("");
      }
    });
  }
});
