import { expect } from "chai";
import { readRequest } from "../../../local/proxy/request";
import { formCall, jsonCall, signed } from "./fixtures";

const read = (...call: Parameters<typeof jsonCall>) => readRequest(jsonCall(...call));

describe("a request that passes the proxy", () => {
  it("is read for service, action, table and index, attempt and trace", () => {
    const headers = {
      "amz-sdk-request": "attempt=2; max=3",
      "x-amzn-trace-id": "Root=1-abc-def;Parent=1;Sampled=1",
    };

    expect(
      read("dynamodb", "DynamoDB_20120810.Query", { TableName: "orders", IndexName: "byCustomer" }, headers),
    ).to.deep.equal({
      service: "dynamodb",
      action: "Query",
      resource: "table/orders/index/byCustomer",
      accessKey: "AKIAADMINISTRATOR0000",
      entries: 1,
      attempt: 2,
      traceRoot: "1-abc-def",
    });
  });

  const resources: readonly (readonly [string, ReturnType<typeof jsonCall>, string | undefined])[] = [
    ["a table by its ARN", jsonCall("dynamodb", "D.GetItem", { TableName: "arn:aws:dynamodb:r:1:table/t" }), "table/t"],
    [
      "the tables of a transaction",
      jsonCall("dynamodb", "D.TransactWriteItems", {
        TransactItems: [{ Put: { TableName: "b" } }, { Update: { TableName: "a" } }, { Put: { TableName: "b" } }],
      }),
      "table/a,b",
    ],
    ["the tables of a batch", jsonCall("dynamodb", "D.BatchGetItem", { RequestItems: { t: {} } }), "table/t"],
    ["a queue", jsonCall("sqs", "AmazonSQS.SendMessage", { QueueUrl: "http://127.0.0.1:1/000000000000/q" }), "q"],
    ["a topic", formCall("sns", { Action: "Publish", TopicArn: "arn:aws:sns:r:1:topic" }), "topic"],
    [
      "a bus, by name or ARN",
      jsonCall("events", "AWSEvents.PutEvents", { Entries: [{ EventBusName: "arn:aws:events:r:1:event-bus/shop" }] }),
      "event-bus/shop",
    ],
    ["the default bus", jsonCall("events", "AWSEvents.PutEvents", { Entries: [{}] }), "event-bus/default"],
    ["a key", jsonCall("kms", "TrentService.Encrypt", { KeyId: "arn:aws:kms:r:1:key/k" }), "key/k"],
    ["no key, which a decryption does not name", jsonCall("kms", "TrentService.Decrypt", {}), undefined],
    [
      "a configuration set",
      formCall("email", { Action: "SendEmail", ConfigurationSetName: "set", Source: "a@shop.example" }),
      "configuration-set/set",
    ],
    [
      "the sender's identity",
      formCall("ses", { Action: "SendEmail", Source: "Shop <a@shop.example>" }),
      "identity/a@shop.example",
    ],
    ["nothing, where the body is none", { ...jsonCall("sqs", "AmazonSQS.X", {}), body: Buffer.from("{") }, undefined],
  ];
  for (const [what, call, resource] of resources) {
    it(`names ${what}`, () => {
      expect(readRequest(call)?.resource).to.equal(resource);
    });
  }

  it("has the entries of its batch, or is one", () => {
    const batch = (count: number) => ({ Entries: Array.from({ length: count }, () => ({})) });
    const form = { Action: "PublishBatch" };
    for (const index of [1, 2, 3]) Object.assign(form, { [`PublishBatchRequestEntries.member.${index}.Id`]: "i" });

    expect([
      read("events", "AWSEvents.PutEvents", batch(7))?.entries,
      read("sqs", "AmazonSQS.SendMessageBatch", batch(10))?.entries,
      read("sqs", "AmazonSQS.SendMessage", {})?.entries,
      read("dynamodb", "D.PutItem", batch(3))?.entries,
      readRequest(formCall("sns", form))?.entries,
      readRequest(formCall("sns", { Action: "Publish" }))?.entries,
    ]).to.deep.equal([7, 10, 1, 1, 3, 1]);
  });

  it("is named as IAM names it, whatever the protocol", () => {
    const rest = (method: string, url: string, service = "lambda") =>
      readRequest({ method, url, headers: { authorization: signed(service) }, body: Buffer.alloc(0) });
    const path = "/2015-03-31/functions";

    expect(rest("POST", `${path}/arn%3Aaws%3Alambda%3Ar%3A1%3Afunction%3Af%3Alive/invocations?Qualifier=1`)).to.include(
      {
        action: "InvokeFunction",
        resource: "function:f",
      },
    );
    expect(rest("PUT", `${path}/f/code`)).to.include({ action: "UpdateFunctionCode", resource: "function:f" });
    expect(rest("POST", "/v2/email/outbound-emails", "ses")).to.include({ service: "ses", action: "SendEmail" });
    expect(rest("GET", "/restapis", "apigateway")).to.include({ service: "apigateway", action: "GET" });
    expect(readRequest(formCall("email", { Action: "GetSendQuota" }))).to.include({ service: "ses" });
    expect(readRequest(formCall("monitoring", { Action: "PutMetricData" }))).to.include({ service: "cloudwatch" });
  });

  it("to a deployed API is known by path and by Host, and its path is not kept", () => {
    const to = (url: string, host: string) =>
      readRequest({ method: "GET", url, headers: { host }, body: Buffer.alloc(0) });
    const api = { service: "execute-api", action: "GET", resource: "abc/v1", entries: 1, attempt: 1 };

    expect(to("/_aws/execute-api/abc/v1/customers/ada/orders?limit=1", "127.0.0.1:1")).to.deep.equal(api);
    expect(to("/v1/customers/ada/orders", "abc.execute-api.localhost:1")).to.deep.equal(api);
  });

  it("of nobody's is none of AWS", () => {
    const request = { method: "GET", url: "/_ministack/health", headers: {}, body: Buffer.alloc(0) };

    expect(readRequest(request)).to.equal(undefined);
  });

  it("that sends an email has its recipients and tags, for faults and the ledger only", () => {
    const form = {
      Action: "SendEmail",
      "Destination.ToAddresses.member.1": "ada@example.com",
      Source: "a@shop.example",
    };

    expect(readRequest(formCall("email", form))?.email).to.deep.equal({
      action: "SendEmail",
      tags: {},
      recipients: ["ada@example.com"],
    });
  });
});
