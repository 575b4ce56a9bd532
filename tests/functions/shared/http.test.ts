import { ConditionalCheckFailedException, ProvisionedThroughputExceededException } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { correlationIdFrom, firstCorrelationId } from "../../../functions/contracts/fields/correlation";
import { isConditionFailed, isUnavailable } from "../../../functions/shared/aws-errors";
import { MediaTypeError, StaleError, UnavailableError, ValidationError } from "../../../functions/shared/errors";
import { corsHeaders, headerOf, jsonBodyOf } from "../../../functions/shared/http";
import { answerFor, problemFor } from "../../../functions/shared/problem";

const json = { "content-type": "application/json; charset=utf-8" };

describe("a request", () => {
  it("has its headers found in any case, and none when there are none", () => {
    expect(headerOf({ headers: { "x-CORRELATION-id": "abc" } }, "X-Correlation-Id")).to.equal("abc");
    expect(headerOf({ headers: null as never }, "X-Correlation-Id")).to.equal(undefined);
  });

  it("has its JSON body read, plain or in base64", () => {
    const body = '{"name":"Zoë"}';
    expect(jsonBodyOf({ headers: json, body, isBase64Encoded: false })).to.deep.equal({ name: "Zoë" });
    const encoded = Buffer.from(body).toString("base64");
    expect(jsonBodyOf({ headers: json, body: encoded, isBase64Encoded: true })).to.deep.equal({ name: "Zoë" });
  });

  it("is refused with another media type or with none", () => {
    for (const type of [
      "text/plain",
      "application/jsonp",
      "application/x+json",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
    ]) {
      const event = { headers: { "Content-Type": type }, body: "{}", isBase64Encoded: false };
      expect(() => jsonBodyOf(event), type).to.throw(MediaTypeError);
    }
    expect(() => jsonBodyOf({ headers: {}, body: "{}", isBase64Encoded: false })).to.throw(MediaTypeError);
  });

  it("is refused without a body, with a broken one, and with bytes that are not UTF-8", () => {
    const broken = Buffer.from([0x22, 0xff, 0x22]).toString("base64");
    for (const [body, isBase64Encoded] of [
      [null, false],
      ["", false],
      [" ", false],
      ["{", false],
      [broken, true],
    ] as const) {
      expect(() => jsonBodyOf({ headers: json, body, isBase64Encoded })).to.throw(ValidationError);
    }
  });
});

describe("correlation ids", () => {
  it("are taken over when they have 8 to 64 letters, digits or hyphens, and made otherwise", () => {
    expect(correlationIdFrom("order-12345")).to.equal("order-12345");
    for (const bad of [
      undefined,
      "",
      "short",
      "x".repeat(65),
      "with space",
      "new\nline-123",
      'quote"quote',
      12345678,
    ]) {
      expect(correlationIdFrom(bad)).to.match(/^[0-9a-f-]{36}$/);
    }
  });

  it("come from the first candidate that is acceptable", () => {
    expect(firstCorrelationId("bad one", undefined, "good-one", "good-two")).to.equal("good-one");
  });
});

describe("cross-origin headers", () => {
  it("allow everybody, or the caller's own origin if it is on the list", () => {
    const list = ["https://shop.example", "https://admin.example"];
    expect(corsHeaders(["*"], "https://a.example")).to.include({ "Access-Control-Allow-Origin": "*" });
    expect(corsHeaders(list, "https://admin.example")).to.include({
      "Access-Control-Allow-Origin": "https://admin.example",
      Vary: "Origin",
    });
    expect(corsHeaders(list, "https://evil.example")["Access-Control-Allow-Origin"]).to.equal("https://shop.example");
    expect(corsHeaders(list, undefined)["Access-Control-Expose-Headers"]).to.equal(
      "ETag,Location,Retry-After,X-Correlation-Id",
    );
  });
});

describe("problem documents", () => {
  it("show the message of an error that was made for the caller", () => {
    expect(problemFor(answerFor(new StaleError("too old")), "/orders/1/status", "correlation-1")).to.deep.equal({
      type: "urn:backoffice:problem:stale",
      title: "The state has changed",
      status: 412,
      detail: "too old",
      instance: "/orders/1/status",
      correlationId: "correlation-1",
    });
  });

  it("show nothing of any other error", () => {
    const error = new Error("User: arn:aws:sts::1:role is not authorized to perform: dynamodb:PutItem on table x");
    const text = JSON.stringify(problemFor(answerFor(error), "/orders", "correlation-1"));
    expect(text)
      .to.contain('"status":500')
      .and.not.match(/arn|dynamodb|authorized/);
  });

  it("ask to come back when a service is throttled, down or out of reach", () => {
    const throttled = new ProvisionedThroughputExceededException({ message: "slow down", $metadata: {} });
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const down = Object.assign(new Error("oops"), { name: "SomeServiceError", $metadata: { httpStatusCode: 503 } });
    const timeout = Object.assign(new Error("late"), { name: "TimeoutError" });
    for (const error of [throttled, refused, down, timeout, new UnavailableError("busy", 2)]) {
      expect(isUnavailable(error) || error instanceof UnavailableError).to.equal(true);
      expect(answerFor(error)).to.include({ key: "unavailable", retryAfterSeconds: 2 });
    }
  });

  it("do not take a refused condition, a denied access or a defect for an outage", () => {
    const condition = new ConditionalCheckFailedException({ message: "no", $metadata: { httpStatusCode: 400 } });
    expect(isConditionFailed(condition)).to.equal(true);
    const denied = Object.assign(new Error("no"), {
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 400 },
    });
    for (const error of [condition, denied, new TypeError("x"), null, undefined, "text"]) {
      expect(answerFor(error).key).to.equal("internal");
    }
  });
});
