// Whatever the content, GitHub gets a comment that it accepts, that is whole, and that mentions nobody.
import { expect } from "chai";
import * as fc from "fast-check";
import { upsertComment } from "../../scripts/delivery/github";
import { BODY_LIMIT, fencedEnd, isClosed, plainCell, wholeLines } from "../../scripts/delivery/markdown";
import { previewSummary } from "../../scripts/delivery/summary";
import { fakeGitHub } from "./fake-github";

interface Sizes {
  readonly violations: number;
  readonly messageLength: number;
  readonly previewLength: number;
  readonly costLength: number;
}

const hostile = ["```\n", "~~~\n", "</details>\n", "<details>", "a ", "| x |", "@octocat ", "#12 ", "😀", "\\", "\n"];

/** A text of about this length, of pieces that would break a comment. */
function textOf(length: number, first: number): string {
  const pieces: string[] = [];
  for (let used = 0, index = first; used < length; index += 7) {
    const piece = hostile[index % hostile.length] ?? "";
    pieces.push(piece);
    used += piece.length;
  }
  return pieces.join("").slice(0, length);
}

async function commentOf(sizes: Sizes, first = 4): Promise<string> {
  const { violations, messageLength, previewLength, costLength } = sizes;
  const list = Array.from({ length: violations }, (_, index) => ({
    rule: "queue-encrypted",
    level: index % 3 === 0 ? "advisory" : "mandatory",
    urn: `urn:pulumi:dev::backoffice::aws:sqs/queue:Queue::orders-queue-${index}`,
    message: textOf(messageLength, first),
  }));
  const body = previewSummary({
    stack: "dev",
    commit: "0123456789abcdef",
    outcome: "failure",
    preview: `${textOf(previewLength, first)}\nResources:\n    ~ 3 to update\n`,
    policies: JSON.stringify({ rules: 160, resources: 299, violations: list }),
    cost: textOf(costLength, first),
    rolledOut: false,
  });
  const path = "repos/example/backoffice/issues/12/comments";
  const github = fakeGitHub({ [path]: [] });
  await upsertComment(github, 12, "preview:dev", body);
  return String(github.sent[0]?.body.body);
}

function expectWhole(comment: string, violations: number): void {
  expect(comment.length).to.be.at.most(BODY_LIMIT);
  expect(comment.isWellFormed()).to.equal(true);
  expect(isClosed(comment.replace(/<!-- -->/g, ""))).to.equal(true);
  const shown = comment.match(/^\| (?:mandatory|advisory) \|/gm)?.length ?? 0;
  const [, more = "0"] = /^(\d+) more: `npm run policies`/m.exec(comment) ?? [];
  expect(shown + Number(more)).to.equal(violations);
  expect(comment).to.contain("~ 3 to update");
  expect(comment.endsWith("</details>")).to.equal(true);
}

describe("a comment of any size", () => {
  it("is whole at the sizes that were once cut", async () => {
    const sizes: Sizes = { violations: 40, messageLength: 350, previewLength: 200_000, costLength: 9_000 };

    const comment = await commentOf(sizes);

    expectWhole(comment, 40);
    expect(comment).to.match(/\.\.\. \d+ characters before/);
  });

  it("is whole at every size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          violations: fc.integer({ min: 0, max: 300 }),
          messageLength: fc.integer({ min: 0, max: 2_000 }),
          previewLength: fc.integer({ min: 0, max: 120_000 }),
          costLength: fc.integer({ min: 0, max: 40_000 }),
        }),
        fc.nat(hostile.length - 1),
        async (sizes, first) => expectWhole(await commentOf(sizes, first), sizes.violations),
      ),
      { numRuns: 60 },
    );
  });
});

describe("the end of a text in a code block", () => {
  it("fits its room and can be ended by nothing in it, whatever it is", () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.integer({ min: 200, max: 2_000 }), fc.nat(10), (length, room, first) => {
        for (const text of [textOf(length, first), "`".repeat(length)]) {
          const block = fencedEnd(text, room);
          expect(block.length).to.be.at.most(Math.max(room, 10));
          expect(isClosed(block)).to.equal(true);
        }
      }),
    );
  });
});

describe("lines of a text", () => {
  it("are shown whole, with the number of those that are not", () => {
    const text = wholeLines(Array.from({ length: 100 }, (_, index) => `| row ${index} |`).join("\n"), 300);

    expect(text).to.match(/\| row \d+ \|\n\n\.\.\. \d+ more lines$/);
    expect(text.length).to.be.at.most(300);
  });
});

describe("a text in a cell", () => {
  it("calls nobody, refers to nothing, and shows no image, link or element", () => {
    const text = plainCell(
      "ask @octocat, @acme/team or a@b.com; see #12, acme/x#3 and GH-4 at https://evil.example or www.evil.example",
      400,
    );

    expect(text).not.to.match(/@\w|#\d|https?:\/|www\.|GH-\d/);
    expect(text.replaceAll("<!-- -->", "").replaceAll("\\", "")).to.equal(
      "ask @octocat, @acme/team or a@b.com; see #12, acme/x#3 and GH-4 at https://evil.example or www.evil.example",
    );
    const markup = plainCell("![x](https://evil.example/p.png) <img src=x> [y](z) `c` **b** | $m$ &amp; <!-- ", 400);
    expect(markup.replaceAll("<!-- -->", "")).to.equal(
      "\\!\\[x\\]\\(https://evil.example/p.png\\) \\<img src=x\\> \\[y\\]\\(z\\) \\`c\\` \\*\\*b\\*\\* \\| \\$m\\$ \\&amp; \\<\\!--",
    );
  });

  it("is on one line and no longer than it may be", () => {
    expect(plainCell("a\r\n\tb\u001b[31mc", 400)).to.equal("a b \\[31mc");
    expect(plainCell("x".repeat(500), 10)).to.equal("xxxxxxxxxx ...");
    expect(plainCell("12345678😀", 9).isWellFormed()).to.equal(true);
  });
});
