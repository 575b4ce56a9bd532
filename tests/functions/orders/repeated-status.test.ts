import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { isUnavailable } from "../../../functions/shared/aws-errors";
import { answerFor } from "../../../functions/shared/problem";
import { lambdaContext, recordingRuntime, rejectionOf } from "../shared/doubles";
import { apiEvent, type RequestParts, read, staffScope, storedOrder } from "./fixtures";
import { createMemoryOrders } from "./memory-orders";
import { createUpdateStatusHandler } from "./operations";

const staff = { sub: "clerk", scope: staffScope };
const { orderId } = storedOrder();

/** An operation whose writes arrive and whose responses can be lost. */
function setUp() {
  const recorded = recordingRuntime();
  const memory = createMemoryOrders(storedOrder());
  const lose = { next: false };
  const orders: typeof memory = {
    ...memory,
    changeStatus: async (change) => {
      const after = await memory.changeStatus(change);
      if (!lose.next) return after;
      lose.next = false;
      throw Object.assign(new SyntaxError("Unexpected end of JSON input"), { $metadata: { httpStatusCode: 200 } });
    },
  };
  const handler = createUpdateStatusHandler({ runtime: recorded.runtime, orders, staffScope, allowedOrigins: ["*"] });
  const patch = async (body: unknown, parts: RequestParts = staff) =>
    read(
      await handler(
        apiEvent({ method: "PATCH", path: `/orders/${orderId}/status`, pathParameters: { orderId }, body, ...parts }),
        lambdaContext(),
      ),
    );
  return { patch, memory, recorded, lose };
}

const confirm = { status: "CONFIRMED", reason: "In stock" };
const withKey = (key: string) => ({ ...staff, headers: { "idempotency-key": key } });
const withVersion = (version: number) => ({ ...staff, headers: { "if-match": `"${version}"` } });

describe("PATCH /orders/{orderId}/status, repeated", () => {
  for (const [how, parts] of [
    ["its Idempotency-Key", withKey("key-1")],
    ["the version in If-Match", withVersion(1)],
  ] as const) {
    it(`gives the lost response again, recognized by ${how}, and changes nothing more`, async () => {
      const { patch, memory, recorded, lose } = setUp();
      lose.next = true;
      const lost = await patch(confirm, parts);
      expect(lost.status).to.equal(503);
      expect(lost.headers["Retry-After"]).to.equal("2");
      for (let time = 0; time < 3; time++) {
        const again = await patch(confirm, parts);
        expect(again.status).to.equal(200);
        expect(again.headers.ETag).to.equal('"2"');
        expect(again.body).to.include({ status: "CONFIRMED", version: 2 });
        expect(JSON.stringify(again.body)).to.not.contain("lastKeyHash");
      }
      expect(memory.all()[0]?.version).to.equal(2);
      expect(recorded.total("orderStatusChanged")).to.equal(0);
    });
  }

  it("is not recognized without a key and a version: 409, as for any move that is not legal", async () => {
    const { patch } = setUp();
    expect((await patch(confirm)).status).to.equal(200);
    expect((await patch(confirm)).status).to.equal(409);
  });

  it("is the same caller's own, the same move's and the last change's only", async () => {
    const { patch } = setUp();
    expect((await patch(confirm, withKey("key-1"))).status).to.equal(200);
    expect((await patch(confirm, { ...withKey("key-1"), sub: "another-clerk" })).status).to.equal(409);
    expect((await patch(confirm, { ...withVersion(1), sub: "another-clerk" })).status).to.equal(412);
    expect((await patch({ status: "SHIPPED" }, withKey("key-1"))).status).to.equal(422);
    expect((await patch({ ...confirm, reason: "Another" }, withKey("key-1"))).status).to.equal(422);
    expect((await patch({ ...confirm, reason: "Another" }, withVersion(1))).status).to.equal(412);
    expect((await patch({ status: "SHIPPED" }, withKey("key-2"))).status).to.equal(200);
    expect((await patch(confirm, withKey("key-1"))).status).to.equal(409);
    expect((await patch(confirm, withVersion(1))).status).to.equal(412);
  });

  it("is not mistaken for the order's placing, which made version 1", async () => {
    const { patch } = setUp();
    expect((await patch({ status: "PLACED" }, { sub: "ada", headers: { "if-match": '"0"' } })).status).to.equal(403);
  });

  it("refuses a malformed key", async () => {
    const { patch, memory } = setUp();
    expect((await patch(confirm, withKey("with space"))).body.errors).to.deep.equal([
      { pointer: "Idempotency-Key", detail: "must be 1 to 255 visible ASCII characters" },
    ]);
    expect(memory.all()[0]?.version).to.equal(1);
  });
});

describe("an answer of AWS that cannot be read", () => {
  const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
    "is cut": (response) => response.writeHead(200).end('{"Item":{"orderId":{"S":"a'),
    "ends before its length": (response) => {
      response.writeHead(200, { "content-length": "100" }).write('{"Item');
      setImmediate(() => response.destroy());
    },
    "is a proxy's page": (response) => response.writeHead(200).end("<html>"),
    "is an error's, and cut": (response) => response.writeHead(400).end('{"__type":"com.amazon'),
  };
  for (const [what, answer] of Object.entries(answers)) {
    it(`is 503 with Retry-After: one that ${what}`, async () => {
      const server = createServer((request, response) => void request.resume().on("end", () => answer(response)));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const client = new DynamoDBClient({
        endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        region: "eu-west-1",
        credentials: { accessKeyId: "a", secretAccessKey: "b" },
        maxAttempts: 1,
      });
      try {
        const error = await rejectionOf(
          client.send(new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } })),
        );
        expect(isUnavailable(error)).to.equal(true);
        expect(answerFor(error)).to.include({ key: "unavailable", retryAfterSeconds: 2 });
      } finally {
        client.destroy();
        server.closeAllConnections();
        server.close();
      }
    });
  }

  it("is distinguished from a parser's error of our own", () => {
    expect(isUnavailable(new SyntaxError("Unexpected token"))).to.equal(false);
  });
});
