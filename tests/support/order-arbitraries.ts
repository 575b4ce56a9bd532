import * as fc from "fast-check";
import { countryCodes } from "../../functions/contracts/orders/countries";
import { currencyCodes, minorUnitsOf } from "../../functions/contracts/orders/currencies";
import type { OrderRequestBody } from "../../functions/contracts/orders/schemas";

/** One line of text that the API takes: any characters but control characters, no space at either end. */
export function lineOfText(most: number): fc.Arbitrary<string> {
  return fc
    .string({ unit: "grapheme", minLength: 1, maxLength: most })
    .map((text) => text.replace(/[\p{Cc}]/gu, "x").slice(0, most))
    .map((text) => text.replace(/^ +| +$/g, "y").replace(/\p{Surrogate}/gu, "z"))
    .filter((text) => text.length > 0 && text.length <= most);
}

/** A price that a currency can express, as canonical or shorter text. */
export function priceIn(currency: string): fc.Arbitrary<string> {
  const units = minorUnitsOf(currency);
  const whole = fc.oneof(fc.nat(999), fc.nat(999_999_999));
  return fc.tuple(whole, fc.nat(units), fc.nat(999)).map(([before, decimals, digits]) => {
    const after = String(digits).padStart(3, "0").slice(0, decimals);
    return decimals === 0 ? String(before) : `${before}.${after}`;
  });
}

export const currency: fc.Arbitrary<string> = fc.constantFrom(...currencyCodes);

export const email: fc.Arbitrary<string> = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]{1,20}(\.[a-z0-9]{1,10}){0,2}$/),
    fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z0-9]{1,10}){0,2}\.[a-z]{2,10}$/),
  )
  .map(([local, domain]) => `${local}@${domain}`);

const address = fc.record(
  {
    name: lineOfText(100),
    line1: lineOfText(100),
    line2: lineOfText(100),
    city: lineOfText(100),
    region: lineOfText(100),
    postalCode: fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9 -]{0,14}[A-Za-z0-9])?$/),
    country: fc.constantFrom(...countryCodes),
  },
  { requiredKeys: ["name", "line1", "city", "postalCode", "country"] },
);

/** A line of an order in a currency. */
export function orderLine(code: string) {
  return fc.record({
    sku: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
    name: lineOfText(200),
    quantity: fc.integer({ min: 1, max: 999 }),
    unitPrice: priceIn(code),
  });
}

/** A body that POST /orders takes. Up to eight lines. */
export const goodOrderBody: fc.Arbitrary<OrderRequestBody> = currency.chain((code) =>
  fc.record(
    {
      customerEmail: email,
      currency: fc.constant(code),
      items: fc
        .array(orderLine(code), { minLength: 1, maxLength: 8 })
        // At most 999 pieces in all, each below 1,000,000,000: the total stays within its bound.
        .map((lines) =>
          lines.map((line) => ({ ...line, quantity: Math.min(line.quantity, Math.floor(999 / lines.length)) })),
        ),
      shippingAddress: address,
      billingAddress: address,
      customerId: fc.stringMatching(/^[!-~]{1,255}$/),
    },
    { requiredKeys: ["customerEmail", "currency", "items", "shippingAddress"] },
  ),
);
