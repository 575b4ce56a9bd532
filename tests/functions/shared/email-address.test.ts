import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { parseConfig } from "../../../components/config/parse";
import { keys } from "../../../components/config/schema";
import { emailAddressType, isDomainName, isEmailAddress } from "../../../functions/contracts/fields/email-address";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { orderRequestSchema } from "../../../functions/contracts/orders/schemas";
import { projectRoot } from "../../../launch/project-root.cjs";
import { goodBody } from "../../support/bad-bodies";
import { growthOfDoubling, linearAtMost } from "../../support/cpu-time";
import { configWith } from "../../support/pulumi-fixtures";

const good = [
  "ada@example.com",
  "bounce+order-1@simulator.amazonses.com",
  "o'neil@example.co.uk",
  "x@a-b.example",
  "r&d@example.com",
  "ops/team@example.com",
  "{curly}|pipe}@example.com",
  "back`tick@example.com",
  "info@xn--e1aybc.xn--p1ai",
  "INFO@XN--E1AYBC.XN--P1AI",
  "info@example.xn--vermgensberatung-pwb",
  "a@b.museum",
  `${"a".repeat(64)}@example.com`,
];

const bad = [
  "",
  "@x.com",
  "ada",
  "ada@",
  "a@localhost",
  "a@127.0.0.1",
  "a@[127.0.0.1]",
  "a@-x.com",
  "a@x-.com",
  "a@x.c",
  "a@x.xn--",
  "a@x..com",
  "a@x.com.",
  ".a@example.com",
  "a.@example.com",
  "a..b@example.com",
  "Ann <a@example.com>",
  "a b@example.com",
  "a@b@example.com",
  "a@b.com,c@d.com",
  "ä@example.com",
  "a@exämple.com",
  '"quoted"@example.com',
  "a@example.com\nBcc: eve@example.com",
  "a@example.com\n",
  `${"a".repeat(65)}@example.com`,
  `a@${"b".repeat(64)}.com`,
  `a@${"b.".repeat(130)}com`,
];

const confirmation = {
  type: "OrderConfirmationRequested",
  orderId: "order-1",
  customerId: "ada",
  currency: "EUR",
  total: "1.00",
  items: [{ sku: "S", name: "N", quantity: 1, unitPrice: "1.00" }],
  placedAt: "2026-03-01T10:00:00Z",
  correlationId: "correlation-1",
};

function fits(settings: Readonly<Record<string, string>>): boolean {
  try {
    parseConfig(configWith(settings), "test");
    return true;
  } catch {
    return false;
  }
}

/** Everywhere that an address comes in. */
const places: Readonly<Record<string, (address: string) => boolean>> = {
  "the predicate": isEmailAddress,
  "the type": (address) => emailAddressType().safeParse(address).success,
  "the API": (customerEmail) => orderRequestSchema.safeParse({ ...goodBody, customerEmail }).success,
  "the request for a confirmation": (customerEmail) =>
    orderConfirmationRequested.safeParse({ ...confirmation, customerEmail }).success,
  ...Object.fromEntries(
    Object.keys(keys)
      .filter((key) => key.endsWith("Email"))
      .map((key) => [`the settings' ${key}`, (address: string) => fits({ [key]: address })]),
  ),
  "the settings' senderAddress": (senderAddress) => fits({ senderAddress, senderIdentity: senderAddress }),
};

describe("an email address", () => {
  for (const [place, takes] of Object.entries(places)) {
    it(`is the same for ${place} as for all others`, () => {
      for (const address of good) expect(takes(address), address).to.equal(true);
      for (const address of bad) expect(takes(address), address).to.equal(false);
    });
  }

  it("is checked in time that grows no faster than the text", () => {
    const shapes = [
      (n: number) => `${"a.".repeat(n)}@`,
      (n: number) => "a@".repeat(n),
      (n: number) => `a@${"b-".repeat(n)}`,
    ];
    for (const shape of shapes) {
      const growth = growthOfDoubling((n) => expect(isEmailAddress(shape(n))).to.equal(false), 500_000);
      expect(growth, shape(2)).to.be.below(linearAtMost);
    }
  });

  it("has a domain, which senderIdentity may be alone", () => {
    for (const domain of ["example.com", "a.b.c.example", "xn--e1aybc.xn--p1ai"]) {
      expect(isDomainName(domain), domain).to.equal(true);
    }
    for (const domain of ["example", "", ".com", "a..com", "a_b.com", "1.2.3.4", `${"a.".repeat(126)}com`]) {
      expect(isDomainName(domain), domain).to.equal(false);
    }
  });

  it("has one pattern in the program: no other regular expression recognizes addresses", () => {
    // In the first it stands between a repository's owner and their id.
    expect(patternsWithAt()).to.deep.equal(["bootstrap/config.ts", "functions/contracts/fields/email-address.ts"]);
  });
});

/** Whether a pattern judges a whole text that must hold an `@`: anchored, and outside of a class of characters. */
function judges(pattern: string): boolean {
  return /^[/`"']\^/.test(pattern) && pattern.replace(/\[(?:\\.|[^\]\\])*\]/g, "").includes("@");
}

/** Files with a regular expression that judges texts by an `@`, once for each, and every use of zod's own type for addresses. */
function patternsWithAt(): string[] {
  const found: string[] = [];
  for (const folder of ["functions", "components", "bootstrap", "ops", "scripts", "cli"]) {
    for (const entry of readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" })) {
      if (!entry.endsWith(".ts") || entry.includes("node_modules")) continue;
      const file = join(folder, entry);
      const source = ts.createSourceFile(file, readFileSync(join(projectRoot, file), "utf8"), ts.ScriptTarget.Latest);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node) && judges(node.text)) found.push(file);
        if (
          ts.isNewExpression(node) &&
          node.expression.getText(source) === "RegExp" &&
          judges(node.arguments?.[0]?.getText(source) ?? "")
        )
          found.push(file);
        if (ts.isCallExpression(node) && /^z\.(string\(\)\.)?email$/.test(node.expression.getText(source)))
          found.push(file);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
  }
  return found.sort();
}
