import { expect } from "chai";
import { badBodies, badStatusBodies, goodBody } from "../../support/bad-bodies";
import { startCpuTime } from "../../support/cpu-time";
import { contentTypes, hostileBodies } from "../../support/hostile-bodies";
import { lambdaContext, recordingRuntime } from "../shared/doubles";
import { apiEvent, read, staffScope, storedOrder } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createOrderHandler, createUpdateStatusHandler } from "./operations";

/** As large as a body may be, wrong, and made to cost nothing. */
const plainBody = JSON.stringify({ ...goodBody, surplus: "a".repeat(250_000) });

/** How many times the processor time of the plain body a refused one may take. Those that were reported took seconds. */
const timesPlain = 50;

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
    return read(await handler({ ...event, headers: typed, isBase64Encoded }, lambdaContext()));
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
    it(`is refused with little work, plain and in base64: ${name}`, async () => {
      const { send, recorded, wrote } = setUp();
      const body = text();
      const plain = startCpuTime();
      expect((await send("post", plainBody, "application/json")).status).to.equal(400);
      const mostMs = timesPlain * Math.max(10, plain());
      for (const operation of ["post", "patch"] as const) {
        for (const isBase64 of [false, true]) {
          const spent = startCpuTime();
          const answer = await send(operation, body, "application/json", isBase64);
          expect(spent(), operation).to.be.below(mostMs);
          expect(answer.status, operation).to.equal(expected);
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
