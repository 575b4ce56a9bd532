import { OAuth2Issuer } from "oauth2-mock-server";
import { currencies, orderBody } from "../bodies";
import type { ApiRequest } from "../http";
import { pageSchema } from "../http";
import { clerk, customers, type Person, person } from "../people";
import { inParallel } from "../poll";
import { placeOrder, type Traffic } from "../traffic";

interface Attempt {
  readonly what: string;
  readonly ids: readonly string[];
  readonly expected: readonly number[];
  readonly request: ApiRequest;
}

/** Requests that must be rejected, and why. Checks verify afterwards that they left nothing behind. */
export async function refusals(traffic: Traffic): Promise<void> {
  const attempts = [
    ...(await badBodies(traffic)),
    ...(await badTypes(traffic)),
    ...(await badTokens(traffic)),
    ...(await badAccess(traffic)),
  ];
  await attempt(traffic, attempts);
}

/** Requests with bad bodies and bad tokens only: they need no order. */
export async function badRequests(traffic: Traffic): Promise<void> {
  await attempt(traffic, [...(await badBodies(traffic)), ...(await badTokens(traffic))]);
}

async function attempt(traffic: Traffic, attempts: readonly Attempt[]): Promise<void> {
  await inParallel(attempts, 3, async ({ request, ...rest }) => {
    traffic.journal.refused.push({ ...rest, answer: await traffic.api.send(request) });
  });
}

/** A customer whose requests are all rejected, so that any order of theirs in the table is an error. */
export const refusedShopper: Person = person("nina-nothing");

async function badBodies({ random, token }: Traffic): Promise<Attempt[]> {
  const good = orderBody(random, refusedShopper, currencies[0]);
  const item = { sku: "TEA", name: "Tea", quantity: 1, unitPrice: "1.00" };
  const withItem = (change: object) => ({ ...good, items: [{ ...item, ...change }] });
  const bodies: Readonly<Record<string, unknown>> = {
    "no JSON at all": "{ this is not JSON",
    "an empty object": {},
    "a list": [good],
    "no items": { ...good, items: [] },
    "101 items": { ...good, items: Array.from({ length: 101 }, () => item) },
    "a quantity of 0": withItem({ quantity: 0 }),
    "a quantity of 1000": withItem({ quantity: 1000 }),
    "half a piece": withItem({ quantity: 1.5 }),
    "a price that is a number": withItem({ unitPrice: 1.1 }),
    "a negative price": withItem({ unitPrice: "-1.00" }),
    "a tenth of a cent": withItem({ unitPrice: "1.001" }),
    "half a yen": { ...withItem({ unitPrice: "10.50" }), currency: "JPY" },
    "a currency that is none": { ...good, currency: "QQQ" },
    "an address without @": { ...good, customerEmail: "nobody" },
    "two addresses": { ...good, customerEmail: "a@mail.example,b@mail.example" },
    "a country that is none": { ...good, shippingAddress: { ...good.shippingAddress, country: "AUT" } },
    "no shipping address": { ...good, shippingAddress: undefined },
    "a field that nobody knows": { ...good, discount: "100 %" },
    "a status of the client's choice": { ...good, status: "DELIVERED" },
  };
  const theirs = await token(refusedShopper);
  return Object.entries(bodies).map(([what, body]) => ({
    what: `an order with ${what}`,
    ids: ["O2"],
    expected: [400],
    request: { method: "POST", path: "/orders", token: theirs, body },
  }));
}

/** Good orders, but for their content type or size: on AWS the gateway has no model for it, and the function refuses it. */
async function badTypes({ random, token }: Traffic): Promise<Attempt[]> {
  const theirs = await token(refusedShopper);
  const body = orderBody(random, refusedShopper, currencies[0]);
  const types = ["application/x+json", "application/problem+json", "text/plain", "application/x-www-form-urlencoded"];
  const attempt = (what: string, expected: number, request: Pick<ApiRequest, "body" | "headers">): Attempt => ({
    what,
    ids: ["O2"],
    expected: [expected],
    request: { method: "POST", path: "/orders", token: theirs, ...request },
  });
  return [
    ...types.map((type) => attempt(`an order as ${type}`, 415, { body, headers: { "content-type": type } })),
    attempt("an order of 300 kB", 413, { body: { ...body, customerEmail: "a".repeat(300_000) } }),
  ];
}

async function badTokens(traffic: Traffic): Promise<Attempt[]> {
  const good = await traffic.token(refusedShopper);
  const [header, payload = "", signature] = good.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, sub: "ada" })).toString("base64url");
  const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  const tokens: Readonly<Record<string, string | undefined>> = {
    "no token": undefined,
    "a token that is none": "not-a-token",
    "an expired token": await traffic.token(refusedShopper, { expiresIn: -120 }),
    "a token for another audience": await traffic.token(refusedShopper, { audience: "somebody-else" }),
    "a token with another subject put in": `${header}.${forged}.${signature}`,
    "a token without signature": `${unsigned}.${payload}.`,
    "a token of another issuer's key": await foreignToken(traffic, claims),
  };
  return Object.entries(tokens).map(([what, token]) => ({
    what,
    ids: ["O7"],
    expected: [401],
    request: { method: "GET", path: "/customers/ada/orders", ...(token === undefined ? {} : { token }) },
  }));
}

/** Has correct claims, but is signed with an unpublished key. */
async function foreignToken({ stack }: Traffic, claims: object): Promise<string> {
  const issuer = new OAuth2Issuer();
  issuer.url = stack.issuer.url;
  await issuer.keys.generate("RS256");
  return issuer.buildToken({ scopesOrTransform: (_header, payload) => void Object.assign(payload, claims) });
}

async function badAccess(traffic: Traffic): Promise<Attempt[]> {
  const [ada, grace] = customers;
  const adas = await placeOrder(traffic, { person: ada });
  await placeOrder(traffic, { person: ada });
  const [ada1, grace1, clerk1, nina] = await Promise.all(
    [ada, grace, clerk, refusedShopper].map((who) => traffic.token(who)),
  );
  const cursor = await cursorOf(traffic, ada1);
  const path = `/orders/${adas.order.orderId}`;
  const own = "/customers/grace/orders";
  const get = (what: string, ids: string[], expected: number[], target: string, token = grace1): Attempt => ({
    what,
    ids,
    expected,
    request: { method: "GET", path: target, ...(token === undefined ? {} : { token }) },
  });
  const move = (
    what: string,
    ids: string[],
    expected: number[],
    token: string | undefined,
    body: unknown,
    target = path,
  ): Attempt => ({
    what,
    ids,
    expected,
    request: { method: "PATCH", path: `${target}/status`, body, ...(token === undefined ? {} : { token }) },
  });
  const unknown = "/orders/00000000-0000-4000-8000-000000000000";
  return [
    get("somebody else's order", ["O7"], [403, 404], path),
    get("somebody else's list", ["O7"], [403, 404], "/customers/ada/orders"),
    get("an order that is none", ["O3"], [404], unknown),
    get("a path that is none", ["O3"], [403, 404], "/nothing/here"),
    get("a cursor that is none", ["O1"], [400], `${own}?cursor=bm90LWEtY3Vyc29y`),
    get("a cursor of another customer's list", ["O1", "O7"], [400], `${own}?cursor=${encodeURIComponent(cursor)}`),
    get("a page of 0", ["O1"], [400], `${own}?limit=0`),
    get("a page of 101", ["O1"], [400], `${own}?limit=101`),
    move("cancelling somebody else's order", ["O7"], [403, 404], grace1, { status: "CANCELLED" }),
    move("a customer who confirms their own order", ["O7"], [403], ada1, { status: "CONFIRMED" }),
    move("a delivery of what was never shipped", ["O6"], [409], clerk1, { status: "DELIVERED" }),
    move("a status that is none", ["O2"], [400], clerk1, { status: "EATEN" }),
    move("moving an order that is none", ["O3"], [404], clerk1, { status: "CONFIRMED" }, unknown),
    {
      what: "a customer who orders for another",
      ids: ["O7"],
      expected: [400, 403],
      request: {
        method: "POST",
        path: "/orders",
        body: { ...orderBody(traffic.random, refusedShopper, currencies[0]), customerId: "ada" },
        ...(nina === undefined ? {} : { token: nina }),
      },
    },
  ];
}

async function cursorOf(traffic: Traffic, token: string | undefined): Promise<string> {
  const request = {
    method: "GET",
    path: "/customers/ada/orders?limit=1",
    ...(token === undefined ? {} : { token }),
  } as const;
  const answer = await traffic.api.send(request);
  return pageSchema.parse(answer.json).nextCursor ?? "";
}
