// Amounts for display. They stay decimal strings: `Intl.NumberFormat` formats these exactly, without a conversion to floating point.
import Big from "big.js";

/** The email is written in English, so amounts are as well: `$12.00`, `¥1,500`, `KWD 1.500`. */
export const emailLocale = "en-US";

/** Price of `quantity` pieces at `unitPrice`, exact, with the decimals of `unitPrice`. */
export function lineTotal(unitPrice: string, quantity: number): string {
  return new Big(unitPrice).times(quantity).toFixed(decimalsOf(unitPrice));
}

/**
 * Formats an exact decimal string in a currency.
 *
 * Shows every decimal that the string has, and at least as many as the currency usually shows: the runtime's own table of minor units
 * differs from ISO 4217 for some currencies (IQD), and would round the amount that the customer pays.
 *
 * @param amount decimal string such as `12.00`
 * @param currency ISO 4217 code; one that the runtime does not know is written as the code
 * @throws {RangeError} when the currency is not three letters or the amount is no decimal
 */
export function formatMoney(amount: string, currency: string): string {
  if (!isDecimal(amount)) throw new RangeError(`'amount' must be a decimal string, '${amount}' given`);
  const usual = formatter(currency).resolvedOptions().maximumFractionDigits ?? 0;
  return formatter(currency, Math.max(usual, decimalsOf(amount))).format(amount);
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Formatters are costly to make (20 microseconds) and few. */
function formatter(currency: string, digits?: number): Intl.NumberFormat {
  const key = `${currency}/${digits ?? ""}`;
  const made = formatters.get(key);
  if (made !== undefined) return made;
  const fresh = new Intl.NumberFormat(emailLocale, {
    style: "currency",
    currency,
    ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  });
  formatters.set(key, fresh);
  return fresh;
}

function decimalsOf(amount: string): number {
  const dot = amount.indexOf(".");
  return dot === -1 ? 0 : amount.length - dot - 1;
}

function isDecimal(text: string): text is `${number}` {
  return /^\d+(?:\.\d+)?$/.test(text);
}
