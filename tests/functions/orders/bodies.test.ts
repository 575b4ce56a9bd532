import { expect } from "chai";
import { badBodies, badStatusBodies, goodBody } from "../../support/bad-bodies";
import { contentTypes, hostileBodies } from "../../support/hostile-bodies";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, read, staffScope, storedOrder } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createOrderHandler, createUpdateStatusHandler } from "./operations";

/** Longest answer to a refused body, in milliseconds; those of the report took seconds. A busy machine needs a multiple of the usual 20. */
const mostMs = 500;

function setUp() {
  const recorded = recordingRuntime();
  const orders = createMemoryOrders(storedOrder());
  const common = {
    runtime: recorded.runtime,
    orders,
    staffScope,
    allowedOrigins: ["*"],
    retentionDays: 10,
    recipient: "token" as const,
  };
  const before = orders.all();
  const post = createOrderHandler(common);
  const patch = createUpdateStatusHandler(common);
  const send = async (operation: "post" | "patch", text: string, type: string | undefined, isBase64Encoded = false) => {
    const event = apiEvent({
      body: isBase64Encoded ? Buffer.from(text).toString("base64") : text,
      pathParameters: { orderId: storedOrder().orderId },
      scope: staffScope,
    });
    const { "content-type": _, ...headers } = event.headers;
    const typed = type === undefined ? headers : { ...headers, "Content-Type": type };
    const handler = operation === "post" ? post : patch;
    const began = performance.now();
    const answer = read(await handler({ ...event, headers: typed, isBase64Encoded }, lambdaContext()));
    return { ...answer, ms: performance.now() - began };
  };
  return { send, recorded, wrote: () => JSON.stringify(orders.all()) !== JSON.stringify(before) };
}

describe("a body that must be refused", () => {
  it("is refused with every content type: by its fields where the type is taken, else by its type; and nothing is written", async () => {
    const { send, recorded, wrote } = setUp();
    let sent = 0;
    for (const [type, taken] of contentTypes) {
      for (const [operation, corpus] of [
        ["post", badBodies],
        ["patch", badStatusBodies],
      ] as const) {
        for (const { name, body: bad, pointer } of corpus) {
          const { status, body } = await send(operation, JSON.stringify(bad), type);
          const what = `${name} as ${type}`;
          expect(status, what).to.equal(taken ? 400 : 415);
          expect(body.type, what).to.equal(`urn:backoffice:problem:${taken ? "validation" : "media-type"}`);
          const pointers = (body.errors ?? []).map((issue: { pointer: string }) => issue.pointer);
          if (taken) expect(pointers, what).to.include(pointer);
          sent++;
        }
      }
    }
    expect(sent).to.equal(contentTypes.length * (badBodies.length + badStatusBodies.length));
    expect(wrote()).to.equal(false);
    expect(recorded.failures).to.deep.equal([]);
  });

  for (const { name, text, status: expected } of hostileBodies) {
    it(`is refused at once, plain and in base64: ${name}`, async () => {
      const { send, recorded, wrote } = setUp();
      const body = text();
      for (const operation of ["post", "patch"] as const) {
        for (const isBase64 of [false, true]) {
          const answer = await send(operation, body, "application/json", isBase64);
          expect(answer.status, operation).to.equal(expected);
          expect(answer.ms, operation).to.be.below(mostMs);
          // The answer does not grow with what was sent.
          expect(JSON.stringify(answer.body).length, operation).to.be.below(10_000);
        }
      }
      expect((await send("post", body, "application/x+json")).status).to.equal(415);
      expect(wrote()).to.equal(false);
      expect(recorded.failures).to.deep.equal([]);
    });
  }

  it("names every field that is wrong, not only the first", async () => {
    const { send } = setUp();
    const { postalCode: _, ...address } = goodBody.shippingAddress;
    const items = [{ ...goodBody.items[0], quantity: "2" }];
    const answer = await send(
      "post",
      JSON.stringify({ ...goodBody, items, shippingAddress: address }),
      "application/json",
    );
    expect(answer.status).to.equal(400);
    expect(answer.body.errors).to.deep.equal([
      { pointer: "/items/0/quantity", detail: "must be a whole number" },
      { pointer: "/shippingAddress/postalCode", detail: "is missing" },
    ]);
    expect(answer.body.instance).to.equal("/orders");
  });

  it("is distinguished from the largest good one: 100 lines with every field at its longest, all of it escaped", async () => {
    const { send } = setUp();
    const wide = (length: number) => "ä".repeat(length);
    const address = {
      ...goodBody.shippingAddress,
      name: wide(100),
      line1: wide(100),
      line2: wide(100),
      city: wide(100),
    };
    const line = { sku: "A".repeat(64), name: wide(200), quantity: 999, unitPrice: "999999.99" };
    const largest = { ...goodBody, items: Array(100).fill(line), shippingAddress: address, billingAddress: address };
    const escaped = JSON.stringify(largest).replaceAll("ä", "\\u00e4");

    expect(escaped.length).to.be.above(130_000);
    expect((await send("post", escaped, "application/json")).status).to.equal(201);
  });
});
