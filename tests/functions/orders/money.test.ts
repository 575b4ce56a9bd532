import Big from "big.js";
import { expect } from "chai";
import * as fc from "fast-check";
import { currencyCodes, minorUnitsOf } from "../../../functions/contracts/orders/currencies";
import {
  canonicalAmount,
  formatAmount,
  MoneyError,
  parseAmount,
  totalOf,
} from "../../../functions/contracts/orders/money";
import { currency, orderLine, priceIn } from "../../support/order-arbitraries";

/** An amount in its smallest unit, by integer arithmetic only. */
function minor(text: string, code: string): bigint {
  const [whole = "", decimals = ""] = text.split(".");
  return BigInt(whole + decimals.padEnd(minorUnitsOf(code), "0"));
}

const inSomeCurrency = currency.chain((code) => fc.tuple(fc.constant(code), priceIn(code)));
const linesInSomeCurrency = currency.chain((code) =>
  fc.tuple(fc.constant(code), fc.array(orderLine(code), { minLength: 1, maxLength: 12 })),
);

describe("money", () => {
  it("keeps every amount exactly, from text and back", () => {
    fc.assert(
      fc.property(inSomeCurrency, ([code, text]) => {
        const canonical = formatAmount(parseAmount(text, code), code);
        expect(minor(canonical, code)).to.equal(minor(text, code));
        expect(canonicalAmount(canonical, code)).to.equal(canonical);
        expect(canonical.split(".")[1]?.length ?? 0).to.equal(minorUnitsOf(code));
      }),
    );
  });

  it("adds up to exactly the sum of quantity times price in the smallest unit", () => {
    fc.assert(
      fc.property(linesInSomeCurrency, ([code, lines]) => {
        const expected = lines.reduce((sum, line) => sum + BigInt(line.quantity) * minor(line.unitPrice, code), 0n);
        fc.pre(expected <= minor("999999999999", code));
        expect(minor(totalOf(lines, code), code)).to.equal(expected);
      }),
    );
  });

  it("gives the same total in whatever order and split the lines come", () => {
    fc.assert(
      fc.property(linesInSomeCurrency, ([code, lines]) => {
        const small = lines.map((line) => ({ ...line, quantity: Math.min(line.quantity, 50) }));
        const total = totalOf(small, code);
        expect(totalOf([...small].reverse(), code)).to.equal(total);
        const single = small.flatMap((line) => Array.from({ length: line.quantity }, () => ({ ...line, quantity: 1 })));
        expect(totalOf(single, code)).to.equal(total);
        const parts = small.map((line) => new Big(totalOf([line], code)));
        expect(
          formatAmount(
            parts.reduce((sum, part) => sum.plus(part), new Big(0)),
            code,
          ),
        ).to.equal(total);
      }),
    );
  });

  it("is right where floats are wrong", () => {
    expect(totalOf([{ quantity: 3, unitPrice: "0.1" }], "EUR")).to.equal("0.30");
    expect(
      totalOf(
        [
          { quantity: 1, unitPrice: "0.10" },
          { quantity: 1, unitPrice: "0.20" },
        ],
        "EUR",
      ),
    ).to.equal("0.30");
    expect(totalOf([{ quantity: 999, unitPrice: "999999999.99" }], "EUR")).to.equal("998999999990.01");
    expect(totalOf([{ quantity: 3, unitPrice: "1.001" }], "KWD")).to.equal("3.003");
    expect(totalOf([{ quantity: 3, unitPrice: "100" }], "JPY")).to.equal("300");
  });

  it("refuses more decimals than the currency has, signs, exponents and overflow", () => {
    for (const text of ["1.001", "-1", "+1", "1e2", "", ".5", "5.", "01", "1000000000", "Infinity", " 1"]) {
      expect(() => parseAmount(text, "EUR"), text).to.throw(MoneyError);
    }
    expect(() => parseAmount("1.0", "JPY")).to.throw(MoneyError, "at most 0 decimals in JPY, 1 given");
    const large = Array.from({ length: 2 }, () => ({ quantity: 999, unitPrice: "999999999.99" }));
    expect(() => totalOf(large, "EUR")).to.throw(MoneyError, "at most 999999999999 EUR");
  });

  it("knows the minor units of ISO 4217, and no currency twice", () => {
    expect(["EUR", "JPY", "KWD", "ISK", "USD", "TND"].map(minorUnitsOf)).to.deep.equal([2, 0, 3, 0, 2, 3]);
    expect(new Set(currencyCodes).size).to.equal(currencyCodes.length).and.to.be.within(145, 165);
    expect(currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))).to.equal(true);
    expect(() => minorUnitsOf("XXX")).to.throw(RangeError, "'XXX'");
  });
});
