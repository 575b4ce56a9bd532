import Big from "big.js";
import { minorUnitsOf } from "./currencies";

/** Form of a price: no sign, no exponent, no leading zeros, at most nine digits before the decimal point and three after it. */
export const amountPattern = /^(0|[1-9][0-9]{0,8})(\.[0-9]{1,3})?$/;

/** Largest total of an order, in whole units of its currency. Together with three decimals 15 digits; DynamoDB keeps 38. */
export const largestTotal = "999999999999";

// Read once: for every order anew they would take as long as its sum.
const [zero, largest] = [new Big(0), new Big(largestTotal)];

/** An amount that cannot be: malformed, with more decimals than the currency has, or out of bounds. */
export class MoneyError extends Error {
  override readonly name = "MoneyError";
}

/**
 * Checks a price.
 *
 * @param text as in `amountPattern`; may have fewer decimals than the currency
 * @throws MoneyError for another form or more decimals than the currency has (trailing zeros count)
 */
export function checkAmount(text: string, currency: string): void {
  if (!amountPattern.test(text)) {
    throw new MoneyError("must be a decimal number such as 12.50, without sign, below 1,000,000,000");
  }
  const units = minorUnitsOf(currency);
  const point = text.indexOf(".");
  const decimals = point < 0 ? 0 : text.length - point - 1;
  if (decimals > units) {
    throw new MoneyError(`must have at most ${units} decimals in ${currency}, ${decimals} given`);
  }
}

/** Reads a price. @throws MoneyError as `checkAmount` does */
export function parseAmount(text: string, currency: string): Big {
  checkAmount(text, currency);
  return new Big(text);
}

/** The canonical text of an amount: exactly as many decimals as the currency has. Exact, for no amount has more. */
export function formatAmount(amount: Big, currency: string): string {
  return amount.toFixed(minorUnitsOf(currency));
}

/** The canonical text of an amount that is already a decimal text, such as one read from the table. */
export function canonicalAmount(text: string, currency: string): string {
  return formatAmount(new Big(text), currency);
}

/** The parts of an order line that decide its price. */
export interface PricedLine {
  /** 1 or more. */
  readonly quantity: number;
  /** Decimal text. */
  readonly unitPrice: string;
}

/**
 * The exact sum of quantity times unit price, as canonical text.
 *
 * @throws MoneyError for a bad price, or a sum above `largestTotal`
 */
export function totalOf(lines: readonly PricedLine[], currency: string): string {
  const total = lines.reduce((sum, line) => sum.plus(parseAmount(line.unitPrice, currency).times(line.quantity)), zero);
  if (total.gt(largest)) throw new MoneyError(`the total must be at most ${largestTotal} ${currency}`);
  return formatAmount(total, currency);
}
