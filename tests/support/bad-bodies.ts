/** A body for POST /orders that is good in every respect. */
export const goodBody = {
  customerEmail: "ada@example.com",
  currency: "EUR",
  items: [{ sku: "TEA-1", name: "Earl Grey, 250 g", quantity: 2, unitPrice: "8.90" }],
  shippingAddress: {
    name: "Ada Lovelace",
    line1: "12 St James's Square",
    city: "London",
    postalCode: "SW1Y 4JH",
    country: "GB",
  },
};

/** A body that must be refused. */
export interface BadBody {
  readonly name: string;
  readonly body: unknown;
  /** Where the handler finds the fault, as a JSON pointer. */
  readonly pointer: string;
  /** What only code can check: JSON Schema has no words for it, so the gateway lets it pass to the handler. */
  readonly handlerOnly?: true;
}

type Fields = Readonly<Record<string, unknown>>;

const [goodLine] = goodBody.items;

const withField = (fields: Fields): Fields => ({ ...goodBody, ...fields });
const without = (field: string): Fields =>
  Object.fromEntries(Object.entries(goodBody).filter(([name]) => name !== field));
const withLine = (fields: Fields): Fields => ({ ...goodBody, items: [{ ...goodLine, ...fields }] });
const withAddress = (fields: Fields): Fields => ({
  ...goodBody,
  shippingAddress: { ...goodBody.shippingAddress, ...fields },
});
const lines = (count: number, fields: Fields = {}): Fields => ({
  ...goodBody,
  items: Array.from({ length: count }, () => ({ ...goodLine, ...fields })),
});

/** Bodies that both the gateway's model and the handler refuse, except those that only code can check. */
export const badBodies: readonly BadBody[] = [
  { name: "null", body: null, pointer: "" },
  { name: "a list", body: [goodBody], pointer: "" },
  { name: "a text", body: "order", pointer: "" },
  { name: "a number", body: 1, pointer: "" },
  { name: "an empty object", body: {}, pointer: "/customerEmail" },
  { name: "no email address", body: without("customerEmail"), pointer: "/customerEmail" },
  { name: "no currency", body: without("currency"), pointer: "/currency" },
  { name: "no items", body: without("items"), pointer: "/items" },
  { name: "no shipping address", body: without("shippingAddress"), pointer: "/shippingAddress" },
  { name: "an unknown field", body: withField({ total: "1.00" }), pointer: "/total" },
  { name: "an order id of the client's own", body: withField({ orderId: "1" }), pointer: "/orderId" },
  { name: "a status of the client's own", body: withField({ status: "SHIPPED" }), pointer: "/status" },
  { name: "a field of the prototype", body: JSON.parse('{"__proto__": {"x": 1}}'), pointer: "/customerEmail" },
  { name: "an email address without @", body: withField({ customerEmail: "ada" }), pointer: "/customerEmail" },
  { name: "an email address without domain", body: withField({ customerEmail: "ada@" }), pointer: "/customerEmail" },
  { name: "an email address of one label", body: withField({ customerEmail: "a@host" }), pointer: "/customerEmail" },
  { name: "two email addresses", body: withField({ customerEmail: "a@b.de,c@d.de" }), pointer: "/customerEmail" },
  {
    name: "an email address with a name",
    body: withField({ customerEmail: "Ada <ada@example.com>" }),
    pointer: "/customerEmail",
  },
  {
    name: "an email address that smuggles in a header",
    body: withField({ customerEmail: "ada@example.com\r\nBcc: eve@example.com" }),
    pointer: "/customerEmail",
  },
  {
    name: "an email address with two dots",
    body: withField({ customerEmail: "a..b@example.com" }),
    pointer: "/customerEmail",
  },
  {
    name: "an email address that is too long",
    body: withField({ customerEmail: `a@${"b".repeat(50)}.${"c.".repeat(120)}de` }),
    pointer: "/customerEmail",
  },
  {
    name: "an email address with a local part that is too long",
    body: withField({ customerEmail: `${"a".repeat(65)}@example.com` }),
    pointer: "/customerEmail",
    handlerOnly: true,
  },
  { name: "an email address that is null", body: withField({ customerEmail: null }), pointer: "/customerEmail" },
  { name: "a currency in lower case", body: withField({ currency: "eur" }), pointer: "/currency" },
  { name: "a currency that does not exist", body: withField({ currency: "ABC" }), pointer: "/currency" },
  { name: "a currency that exists no more", body: withField({ currency: "DEM" }), pointer: "/currency" },
  { name: "an empty list of items", body: withField({ items: [] }), pointer: "/items" },
  { name: "101 items", body: lines(101), pointer: "/items" },
  { name: "items that are no list", body: withField({ items: goodLine }), pointer: "/items" },
  { name: "an item that is null", body: withField({ items: [null] }), pointer: "/items/0" },
  { name: "an item with an unknown field", body: withLine({ discount: "1" }), pointer: "/items/0/discount" },
  { name: "a quantity of 0", body: withLine({ quantity: 0 }), pointer: "/items/0/quantity" },
  { name: "a negative quantity", body: withLine({ quantity: -1 }), pointer: "/items/0/quantity" },
  { name: "a quantity of 1000", body: withLine({ quantity: 1000 }), pointer: "/items/0/quantity" },
  { name: "half a quantity", body: withLine({ quantity: 1.5 }), pointer: "/items/0/quantity" },
  { name: "a quantity in quotes", body: withLine({ quantity: "1" }), pointer: "/items/0/quantity" },
  { name: "a price that is a number", body: withLine({ unitPrice: 8.9 }), pointer: "/items/0/unitPrice" },
  { name: "a negative price", body: withLine({ unitPrice: "-1.00" }), pointer: "/items/0/unitPrice" },
  { name: "a price with a plus sign", body: withLine({ unitPrice: "+1.00" }), pointer: "/items/0/unitPrice" },
  { name: "a price with an exponent", body: withLine({ unitPrice: "1e3" }), pointer: "/items/0/unitPrice" },
  { name: "a price with a comma", body: withLine({ unitPrice: "1,50" }), pointer: "/items/0/unitPrice" },
  { name: "a price with leading zeros", body: withLine({ unitPrice: "007.00" }), pointer: "/items/0/unitPrice" },
  { name: "a price that ends with its point", body: withLine({ unitPrice: "1." }), pointer: "/items/0/unitPrice" },
  { name: "a price that starts with its point", body: withLine({ unitPrice: ".50" }), pointer: "/items/0/unitPrice" },
  { name: "a price that is not a number", body: withLine({ unitPrice: "NaN" }), pointer: "/items/0/unitPrice" },
  { name: "a price without digits", body: withLine({ unitPrice: "" }), pointer: "/items/0/unitPrice" },
  { name: "a price with a space", body: withLine({ unitPrice: "1.00 " }), pointer: "/items/0/unitPrice" },
  { name: "a price with foreign digits", body: withLine({ unitPrice: "١.٠" }), pointer: "/items/0/unitPrice" },
  { name: "a price with four decimals", body: withLine({ unitPrice: "1.0000" }), pointer: "/items/0/unitPrice" },
  {
    name: "a price of a thousand millions",
    body: withLine({ unitPrice: "1000000000" }),
    pointer: "/items/0/unitPrice",
  },
  {
    name: "a price in euros with three decimals",
    body: withLine({ unitPrice: "1.001" }),
    pointer: "/items/0/unitPrice",
    handlerOnly: true,
  },
  {
    name: "a price in yen with decimals",
    body: { ...withLine({ unitPrice: "100.0" }), currency: "JPY" },
    pointer: "/items/0/unitPrice",
    handlerOnly: true,
  },
  {
    name: "a total that is too large",
    body: lines(100, { quantity: 999, unitPrice: "999999999.99" }),
    pointer: "/items",
    handlerOnly: true,
  },
  { name: "an empty article number", body: withLine({ sku: "" }), pointer: "/items/0/sku" },
  { name: "an article number with a space", body: withLine({ sku: "A 1" }), pointer: "/items/0/sku" },
  { name: "an article number of 65 characters", body: withLine({ sku: "A".repeat(65) }), pointer: "/items/0/sku" },
  { name: "an empty article name", body: withLine({ name: "" }), pointer: "/items/0/name" },
  { name: "an article name of spaces", body: withLine({ name: "   " }), pointer: "/items/0/name" },
  { name: "an article name of two lines", body: withLine({ name: "a\nb" }), pointer: "/items/0/name" },
  { name: "an article name with a zero byte", body: withLine({ name: "a\u0000b" }), pointer: "/items/0/name" },
  { name: "an article name that is too long", body: withLine({ name: "a".repeat(201) }), pointer: "/items/0/name" },
  {
    name: "an article name with half a character",
    body: withLine({ name: "a\ud83d" }),
    pointer: "/items/0/name",
    handlerOnly: true,
  },
  { name: "an address without a name", body: withAddress({ name: undefined }), pointer: "/shippingAddress/name" },
  { name: "a country by its name", body: withAddress({ country: "Germany" }), pointer: "/shippingAddress/country" },
  { name: "a country that does not exist", body: withAddress({ country: "XX" }), pointer: "/shippingAddress/country" },
  {
    name: "a postal code that is empty",
    body: withAddress({ postalCode: "" }),
    pointer: "/shippingAddress/postalCode",
  },
  {
    name: "a postal code of 17 characters",
    body: withAddress({ postalCode: "1".repeat(17) }),
    pointer: "/shippingAddress/postalCode",
  },
  { name: "an address line that is a number", body: withAddress({ line2: 5 }), pointer: "/shippingAddress/line2" },
  { name: "an address with an unknown field", body: withAddress({ floor: "3" }), pointer: "/shippingAddress/floor" },
  { name: "an address in one text", body: withField({ shippingAddress: "London" }), pointer: "/shippingAddress" },
  { name: "a billing address that is null", body: withField({ billingAddress: null }), pointer: "/billingAddress" },
  { name: "a customer id that is empty", body: withField({ customerId: "" }), pointer: "/customerId" },
  { name: "a customer id with a space", body: withField({ customerId: "a b" }), pointer: "/customerId" },
  { name: "a customer id that is too long", body: withField({ customerId: "a".repeat(256) }), pointer: "/customerId" },
].map((bad) => (bad.body === undefined ? bad : { ...bad, body: JSON.parse(JSON.stringify(bad.body)) })) as BadBody[];

/** Bodies for PATCH /orders/{orderId}/status that both must refuse. */
export const badStatusBodies: readonly BadBody[] = [
  { name: "an empty object", body: {}, pointer: "/status" },
  { name: "null", body: null, pointer: "" },
  { name: "a status that does not exist", body: { status: "LOST" }, pointer: "/status" },
  { name: "a status in lower case", body: { status: "cancelled" }, pointer: "/status" },
  { name: "a list of statuses", body: { status: ["CANCELLED"] }, pointer: "/status" },
  { name: "an unknown field", body: { status: "CANCELLED", version: 2 }, pointer: "/version" },
  { name: "an empty reason", body: { status: "CANCELLED", reason: "" }, pointer: "/reason" },
  { name: "a reason of two lines", body: { status: "CANCELLED", reason: "a\nb" }, pointer: "/reason" },
  { name: "a reason that is too long", body: { status: "CANCELLED", reason: "a".repeat(501) }, pointer: "/reason" },
];
