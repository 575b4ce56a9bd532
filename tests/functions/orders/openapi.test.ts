import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { expect } from "chai";
import { buildOpenApiDocument } from "../../../functions/contracts/orders/openapi";

const document = buildOpenApiDocument();

/** Every object inside a value, with its path. */
function* objects(value: unknown, path = ""): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, child] of Object.entries(value)) yield* objects(child, `${path}/${key}`);
}

describe("the API's document", () => {
  it("is the one that is published in docs/openapi.json (npm run openapi writes it)", () => {
    const published = readFileSync(join(__dirname, "..", "..", "..", "docs", "openapi.json"), "utf8");
    expect(published).to.equal(`${JSON.stringify(document, null, 2)}\n`);
  });

  it("has the four operations", () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => `${method} ${path} ${Object(operation).operationId}`),
    );
    expect(operations).to.deep.equal([
      "post /orders createOrder",
      "get /orders/{orderId} getOrder",
      "patch /orders/{orderId}/status updateOrderStatus",
      "get /customers/{customerId}/orders listCustomerOrders",
    ]);
  });

  it("holds nothing that API Gateway refuses or drops without a word", () => {
    expect(document.openapi).to.equal("3.0.1");
    const forbidden =
      /^(anyOf|oneOf|allOf|not|nullable|readOnly|writeOnly|discriminator|deprecated|exclusiveM.*|const|\$id|\$schema)$/;
    for (const [path, object] of objects(document)) {
      expect(
        Object.keys(object).filter((key) => forbidden.test(key)),
        path,
      ).to.deep.equal([]);
    }
    for (const name of Object.keys(document.components.schemas ?? {})) expect(name).to.match(/^[A-Za-z0-9]+$/);
    for (const path of Object.keys(document.paths)) expect(path).to.match(/^(\/([A-Za-z0-9._-]+|\{[A-Za-z0-9]+\}))+$/);
  });

  it("has no reference that leads nowhere", () => {
    for (const [path, object] of objects(document)) {
      if (typeof object.$ref !== "string") continue;
      const name = object.$ref.replace("#/components/schemas/", "");
      expect(Object.keys(document.components.schemas ?? {}), path).to.include(name);
    }
  });

  it("has patterns that also other engines than JavaScript's understand: no look-around, no properties, no back-references", () => {
    for (const [path, object] of objects(document.components)) {
      if (typeof object.pattern === "string") expect(object.pattern, path).to.not.match(/\(\?[=!<]|\\p|\\[1-9]|\\u\{/);
    }
  });

  it("shows examples that fit its own schemas", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: "api", components: document.components });
    let examples = 0;
    for (const [path, object] of objects(document.paths)) {
      if (object.example === undefined || object.schema === undefined) continue;
      const { $ref } = Object(object.schema);
      if (typeof $ref !== "string") continue;
      examples++;
      expect(ajv.getSchema(`api${$ref}`)?.(object.example), path).to.equal(true);
    }
    expect(examples).to.be.above(20);
  });

  it("declares the correlation id and the CORS header on every answer, and Retry-After on every 503", () => {
    for (const [path, object] of objects(document.paths)) {
      if (!/\/responses\/\d{3}$/.test(path)) continue;
      expect(object.headers, path).to.include.keys("X-Correlation-Id", "Access-Control-Allow-Origin");
      if (path.endsWith("503")) expect(object.headers, path).to.include.keys("Retry-After");
    }
  });
});
