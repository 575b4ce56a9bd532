import { expect } from "chai";
import { calledArn, eventCallOf } from "../../../local/async/event-call";
import { limited } from "../../../local/async/limit";
import { permitsTopic } from "../../../local/async/permission";
import { deadLetter, invocationRecord } from "../../../local/async/records";
import { snsEvent } from "../../../local/async/sns-event";
import { planReturn } from "../../../ops/redrive/plan";

const topicArn = "arn:aws:sns:eu-central-1:111122223333:notifications";
const event = { requestId: "r-1", functionArn: "arn:f:live", payload: '{"Records":[1]}', acceptedAt: 0 };
const response = {
  kind: "error",
  functionError: "Unhandled",
  version: "3",
  payload: { errorType: "Error", errorMessage: "broken" },
} as const;

describe("the records of an asynchronous invocation that is given up", () => {
  // Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations", "Example invocation record".
  it("hold the event, the last answer, and why, for an on-failure destination", () => {
    const { body, attributes } = invocationRecord(
      { event, condition: "RetriesExhausted", calls: 3, response },
      new Date("2026-11-28T10:00:00Z"),
    );
    expect(attributes).to.deep.equal({});
    expect(JSON.parse(body)).to.deep.equal({
      version: "1.0",
      timestamp: "2026-11-28T10:00:00.000Z",
      requestContext: {
        requestId: "r-1",
        functionArn: "arn:f:live",
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { Records: [1] },
      responseContext: { statusCode: 200, executedVersion: "3", functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "broken" },
    });
  });

  it("have no answer when there was none", () => {
    const { body } = invocationRecord({ event, condition: "EventAgeExceeded", calls: 0 }, new Date(0));
    expect(JSON.parse(body)).to.have.all.keys("version", "timestamp", "requestContext", "requestPayload");
  });

  // Lambda Developer Guide, "Adding a dead-letter queue", "Dead-letter queue message attributes".
  it("are the event as it came, with the error in three attributes, for a function's own dead-letter queue", () => {
    const long = { ...response, payload: { errorMessage: "x".repeat(2_000) } };
    expect(deadLetter({ event, condition: "RetriesExhausted", calls: 3, response })).to.deep.equal({
      body: '{"Records":[1]}',
      attributes: {
        RequestID: { DataType: "String", StringValue: "r-1" },
        ErrorCode: { DataType: "Number", StringValue: "200" },
        ErrorMessage: { DataType: "String", StringValue: "broken" },
      },
    });
    const { attributes } = deadLetter({ event, condition: "RetriesExhausted", calls: 3, response: long });
    expect(attributes.ErrorMessage?.StringValue).to.have.length(1_024);
    const throttled = deadLetter({ event, condition: "EventAgeExceeded", calls: 0 });
    expect(throttled.attributes.ErrorCode?.StringValue).to.equal("429");
  });
});

// Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications", "Example Amazon SNS message event".
describe("SNS's event for a function", () => {
  const message = {
    Type: "Notification",
    MessageId: "m-1",
    TopicArn: topicArn,
    Message: "hello",
    Timestamp: "2026-11-28T10:00:00.000Z",
    SignatureVersion: "1",
    Signature: "s",
    SigningCertURL: "https://cert",
    UnsubscribeURL: "https://unsubscribe",
  };
  const Sns = {
    Type: "Notification",
    MessageId: "m-1",
    TopicArn: topicArn,
    Subject: null,
    Message: "hello",
    Timestamp: "2026-11-28T10:00:00.000Z",
    SignatureVersion: "1",
    Signature: "s",
    SigningCertUrl: "https://cert",
    UnsubscribeUrl: "https://unsubscribe",
    MessageAttributes: {},
  };

  it("is one record with the subscription that it is for, and a subject and attributes though there are none", () => {
    expect(JSON.parse(snsEvent(JSON.stringify(message), `${topicArn}:s-1`))).to.deep.equal({
      Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: `${topicArn}:s-1`, Sns }],
    });
  });

  it("has the message's subject, and its attributes with type and value", () => {
    const MessageAttributes = { correlationId: { Type: "String", Value: "c-1" } };
    const given = JSON.stringify({ ...message, Subject: "news", MessageAttributes });
    expect(JSON.parse(snsEvent(given, "s"))).to.have.nested.property("Records[0].Sns.Subject", "news");
    expect(JSON.parse(snsEvent(given, "s")))
      .to.have.nested.property("Records[0].Sns.MessageAttributes")
      .that.deep.equals(MessageAttributes);
  });

  it("is the one that an operator's redrive makes of SNS's dead letter", () => {
    const plan = planReturn(
      { messageId: "l", body: JSON.stringify(message), attributes: {}, sentAt: new Date(0), receiveCount: 1 },
      { kind: "topic-call", functionName: "processor" },
    );
    const payload: unknown = JSON.parse(plan.kind === "invoke" ? plan.payload : "null");
    expect(payload).to.have.nested.property("Records[0].Sns").that.deep.equals(Sns);
  });

  it("is made of nothing but a notification", () => {
    expect(() => snsEvent('{"Type":"SubscriptionConfirmation"}', "s")).to.throw("Notification");
  });
});

// Lambda Developer Guide, "Granting Lambda function access to AWS services".
describe("a function's policy, asked whether SNS may call it for a topic", () => {
  const allow = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: "arn:f:live",
    Condition: {
      ArnLike: { "AWS:SourceArn": topicArn },
      StringEquals: { "AWS:SourceAccount": "111122223333" },
    },
  };
  const asked = (...Statement: unknown[]) =>
    permitsTopic(JSON.stringify({ Version: "2012-10-17", Statement }), topicArn);

  it("says yes to the topic and account that it names", () => {
    expect(asked(allow)).to.equal(true);
    expect(asked({ ...allow, Condition: undefined })).to.equal(true);
    expect(asked({ ...allow, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:111122223333:*" } } })).to.equal(
      true,
    );
  });

  for (const [what, change] of [
    ["another service", { Principal: { Service: "s3.amazonaws.com" } }],
    ["another action", { Action: "lambda:GetFunction" }],
    ["another topic", { Condition: { ArnLike: { "AWS:SourceArn": `${topicArn}-2` } } }],
    ["another account", { Condition: { StringEquals: { "AWS:SourceAccount": "444455556666" } } }],
    ["a condition that cannot be evaluated", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
  ] as const) {
    it(`says no to ${what}`, () => {
      expect(asked({ ...allow, ...change })).to.equal(false);
    });
  }

  it("says no when a statement denies it, and when there is none", () => {
    expect(asked(allow, { ...allow, Effect: "Deny" })).to.equal(false);
    expect(asked()).to.equal(false);
  });
});

// Lambda API Reference, "Invoke".
describe("an asynchronous call of a function, as a client sends it", () => {
  const headers = { "x-amz-invocation-type": "Event" };
  const url = "/2015-03-31/functions/processor/invocations?Qualifier=live";
  const of = { partition: "aws", region: "eu-central-1", accountId: "111122223333" };

  it("is read with its function, qualifier and payload", () => {
    const call = eventCallOf({ method: "POST", url, headers }, Buffer.from('{"a":1}'));
    expect(call).to.deep.equal({ functionName: "processor", qualifier: "live", payload: '{"a":1}' });
    expect(calledArn(call ?? { functionName: "" }, of)).to.equal(
      "arn:aws:lambda:eu-central-1:111122223333:function:processor:live",
    );
  });

  it("may name its function by ARN, and have no payload", () => {
    const path = `/2015-03-31/functions/${encodeURIComponent("arn:aws:lambda:eu-central-1:1:function:f")}/invocations`;
    const call = eventCallOf({ method: "POST", url: path, headers }, Buffer.alloc(0));
    expect(call).to.deep.equal({ functionName: "arn:aws:lambda:eu-central-1:1:function:f", payload: "{}" });
    expect(calledArn(call ?? { functionName: "" }, of)).to.equal("arn:aws:lambda:eu-central-1:1:function:f");
  });

  it("is no call that is waited for, and nothing else that is sent", () => {
    const empty = Buffer.alloc(0);
    expect(eventCallOf({ method: "POST", url, headers: {} }, empty)).to.equal(undefined);
    expect(eventCallOf({ method: "GET", url, headers }, empty)).to.equal(undefined);
    expect(eventCallOf({ method: "POST", url: "/", headers }, empty)).to.equal(undefined);
  });
});

describe("a limit of what runs at a time", () => {
  it("holds, keeps the order, and goes on after a failure", async () => {
    const inTurn = limited(2);
    const seen: string[] = [];
    let running = 0;
    let most = 0;
    const results = await Promise.allSettled(
      ["a", "b", "c", "d", "e"].map((name) =>
        inTurn(async () => {
          seen.push(name);
          running += 1;
          most = Math.max(most, running);
          await Promise.resolve();
          running -= 1;
          if (name === "b") throw new Error(name);
          return name;
        }),
      ),
    );
    expect(seen).to.deep.equal(["a", "b", "c", "d", "e"]);
    expect(most).to.equal(2);
    expect(results.map(({ status }) => status === "fulfilled")).to.deep.equal([true, false, true, true, true]);
    // As many again as at first.
    const again: string[] = [];
    await Promise.all(["f", "g", "h"].map((name) => inTurn(async () => again.push(name))));
    expect(again).to.deep.equal(["f", "g", "h"]);
  });
});
