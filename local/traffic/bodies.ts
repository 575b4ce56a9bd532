import Big from "big.js";
import type { Person } from "./people";
import type { Random } from "./random";

/** Body of `POST /orders`. */
export interface OrderBody {
  readonly customerEmail: string;
  readonly currency: string;
  readonly items: readonly { sku: string; name: string; quantity: number; unitPrice: string }[];
  readonly shippingAddress: {
    readonly name: string;
    readonly line1: string;
    readonly city: string;
    readonly postalCode: string;
    readonly country: string;
  };
}

interface Currency {
  /** ISO 4217. */
  readonly code: string;
  /** Minor units. */
  readonly decimals: number;
}

/** Currencies of the rehearsal with their minor units: two decimals, none, and three (ISO 4217). */
export const currencies: readonly [Currency, ...Currency[]] = [
  { code: "EUR", decimals: 2 },
  { code: "USD", decimals: 2 },
  { code: "JPY", decimals: 0 },
  { code: "KWD", decimals: 3 },
  { code: "GBP", decimals: 2 },
];

/** Goods; one name is markup, one has an apostrophe, one is not Latin. */
const goods = [
  "Green tea",
  'Kettle <script>alert("x")</script>',
  "Baker's cup & saucer",
  "急須",
  "Oolong, 100 g",
] as const;

/** An order of one to four lines. */
export function orderBody(random: Random, person: Person, currency: Currency = random.pick(currencies)): OrderBody {
  const items = Array.from({ length: random.int(1, 4) }, () => ({
    sku: `SKU-${random.int(1, 999)}`,
    name: random.pick(goods),
    quantity: random.int(1, 12),
    unitPrice: new Big(random.int(1, 250_000)).div(new Big(10).pow(currency.decimals)).toFixed(currency.decimals),
  }));
  return {
    customerEmail: person.email,
    currency: currency.code,
    items,
    shippingAddress: { name: person.name, line1: person.street, city: "Vienna", postalCode: "1010", country: "AT" },
  };
}

/** What the order must cost: exact, with the currency's decimals. Worked out here, not taken from the program. */
export function expectedTotal(body: OrderBody): string {
  const decimals = currencies.find(({ code }) => code === body.currency)?.decimals ?? 2;
  return body.items
    .reduce((sum, { quantity, unitPrice }) => sum.plus(new Big(unitPrice).times(quantity)), new Big(0))
    .toFixed(decimals);
}
