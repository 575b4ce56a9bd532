import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { classifyFailure, failureOf } from "../../../functions/shared/ses-outcome";
import { accessKeyOf } from "../../../local/proxy/callers";
import { type CallProxy, startProxy } from "../../../local/proxy/proxy";
import type { FaultRuleInput } from "../../../ops/faults/rule";
import { until } from "../emulator/processes";
import { sendTo } from "../run/guard-cases";
import { emulator, formCall, jsonCall, sendCall, signed } from "./fixtures";

const accepted =
  "<SendEmailResponse><SendEmailResult><MessageId>id-1</MessageId></SendEmailResult></SendEmailResponse>";
const putEvents = jsonCall("events", "AWSEvents.PutEvents", { Entries: [{ EventBusName: "shop" }, {}] });
const byFunction = {
  ...putEvents,
  headers: { ...putEvents.headers, authorization: signed("events", "ASIA0000000000000000") },
};
const answer = '{"FailedEntryCount":0,"Entries":[{"EventId":"1"},{"EventId":"2"}]}';

describe("the proxy in front of the emulator", () => {
  let proxy: CallProxy;
  let aws: Awaited<ReturnType<typeof emulator>>;
  const reply = { status: 200, body: answer };

  beforeEach(async () => {
    Object.assign(reply, { status: 200, body: answer });
    aws = await emulator(reply);
    proxy = await startProxy();
    proxy.forwardTo(aws.url);
  });
  afterEach(async () => {
    await Promise.all([proxy.stop(), aws.close()]);
  });

  it("passes Host, path, headers and body on unchanged, and the answer back", async () => {
    const call = { ...putEvents, url: "/a?b=c%2Fd" };

    expect(await sendCall(proxy.url, call)).to.equal(`200 ${answer}`);
    expect(aws.heard[0]).to.deep.include({ method: "POST", url: call.url, body: call.body.toString() });
    const { connection: _, ...headers } = aws.heard[0]?.headers ?? {};
    const sent = { ...call.headers, host: new URL(proxy.url).host, "content-length": String(call.body.length) };
    expect(headers).to.deep.equal(sent);
  });

  it("keeps its connections to the emulator", async () => {
    for (let count = 0; count < 5; count += 1) await sendCall(proxy.url, putEvents);

    expect(new Set(aws.heard.map(({ port }) => port)).size).to.equal(1);
  });

  it("records each call with its caller, outcome and sizes, and no body", async () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    reply.body = JSON.stringify({ FunctionArn: arn, Role: "arn:r", Version: "$LATEST" });
    const headers = { authorization: signed("lambda"), "content-type": "application/json" };
    await sendCall(proxy.url, { method: "POST", url: "/2015-03-31/functions", headers, body: Buffer.from("{}") });
    Object.assign(reply, { status: 400, body: '{"__type":"x#ConditionalCheckFailedException"}' });
    const put = jsonCall("dynamodb", "D.PutItem", { TableName: "t", secret: "ada@example.com" });
    const signature = { authorization: signed("dynamodb", accessKeyOf(arn, "arn:r")) };
    await sendCall(proxy.url, { ...put, headers: { ...put.headers, ...signature } });

    const [created, record] = proxy.calls.recent();
    expect(created).to.include({ service: "lambda", action: "CreateFunction", outcome: "ok" });
    expect(created?.caller).to.deep.equal({ kind: "administrator" });
    const { at, milliseconds, ...rest } = record ?? expect.fail("nothing was recorded");
    expect(rest).to.deep.equal({
      ...{ sequence: 2, caller: { kind: "function", name: "f" }, service: "dynamodb", action: "PutItem" },
      ...{ resource: "table/t", outcome: "condition", status: 400 },
      ...{ entries: 1, attempt: 1, requestBytes: put.body.length, responseBytes: reply.body.length },
    });
    expect(at).to.be.at.most(Date.now());
    expect(milliseconds).to.be.greaterThan(0);
    expect(JSON.stringify(proxy.calls.recent())).to.not.contain("ada@");
  });

  it("records nothing of the emulator's own pages", async () => {
    await sendCall(proxy.url, { method: "GET", url: "/_ministack/health", headers: {}, body: Buffer.alloc(0) });

    expect(proxy.calls.total()).to.equal(0);
    expect(aws.heard).to.have.length(1);
  });

  it("leaves requests to a deployed API to that API, but for the Host, and records them", async () => {
    const path = `${proxy.url}/_aws/execute-api/abc/v1/orders`;
    const page = { host: "127.0.0.1:PORT", origin: "https://shop.example" };

    const [ours, rebound, other] = [
      await sendTo(path, page),
      await sendTo(path, { host: "evil.example:PORT" }),
      await sendTo(`${proxy.url}/_ministack/reset`, page),
    ];

    expect([ours.status, rebound.status, other.status]).to.deep.equal([200, 403, 403]);
    expect(proxy.calls.recent().map(({ caller, service, resource }) => [caller.kind, service, resource])).to.deep.equal(
      [["client", "execute-api", "abc/v1"]],
    );
  });

  it("answers 503 while nobody has said where calls go, and 502 when nobody answers there", async () => {
    const early = await startProxy();
    const before = await sendCall(early.url, putEvents);
    early.forwardTo("http://127.0.0.1:1");
    const after = await sendCall(early.url, putEvents);
    const [record] = early.calls.recent();
    await early.stop();

    expect([before.slice(0, 3), after.slice(0, 3)]).to.deep.equal(["503", "502"]);
    expect(record).to.include({ outcome: "lost", responseBytes: 0 }).and.to.not.have.property("status");
  });

  it("hands asynchronous calls of functions over once somebody takes them, and no others", async () => {
    const invoke = (headers = {}) => ({
      ...{ method: "POST", url: "/2015-03-31/functions/f/invocations?Qualifier=live", body: Buffer.from("body") },
      headers: { authorization: signed("lambda"), ...headers },
    });
    const event = { "x-amz-invocation-type": "Event" };
    const taken: unknown[] = [];
    expect(await sendCall(proxy.url, invoke(event))).to.match(/^200 /);
    proxy.takeEvents((one) => taken.push(one));
    expect(await sendCall(proxy.url, invoke(event))).to.equal("202 ");
    expect(await sendCall(proxy.url, invoke())).to.match(/^200 /);

    expect(taken).to.deep.equal([{ functionName: "f", qualifier: "live", payload: "body" }]);
    expect(aws.heard).to.have.length(2);
  });

  /** What a call of a function comes to under a rule, and whether the emulator has heard of it. */
  async function under(
    rule: Omit<FaultRuleInput, "forSeconds">,
  ): Promise<readonly [string, number, string | undefined]> {
    proxy.faults.add({ id: "it", forSeconds: 60, times: 1, ...rule });
    const outcome = await sendCall(proxy.url, byFunction);
    await until("the call is recorded", () => proxy.calls.total() === 1);
    const [record] = proxy.calls.recent();
    expect(record?.faultId).to.equal("it");
    return [outcome, aws.heard.length, record?.outcome];
  }

  it("answers with an error that AWS never gets the call of", async () => {
    const [outcome, heard, recorded] = await under({ effect: "error", code: "AccessDeniedException", status: 400 });

    expect(outcome).to.equal('400 {"__type":"com.amazonaws#AccessDeniedException","message":"injected fault"}');
    expect([heard, recorded]).to.deep.equal([0, "denied"]);
  });

  it("throttles", async () => {
    const [outcome, heard, recorded] = await under({ effect: "throttle" });

    expect(outcome).to.contain("ThrottlingException");
    expect([heard, recorded]).to.deep.equal([0, "throttled"]);
  });

  it("refuses a connection before AWS gets the call", async () => {
    expect(await under({ effect: "refuse" })).to.deep.equal(["ECONNRESET", 0, "lost"]);
  });

  it("loses the answer to what AWS has done", async () => {
    expect(await under({ effect: "lose-answer" })).to.deep.equal(["ECONNRESET", 1, "lost"]);
  });

  it("cuts the answer in half", async () => {
    expect(await under({ effect: "truncate" })).to.deep.equal(["ECONNRESET", 1, "lost"]);
  });

  it("says that the last entry failed", async () => {
    const [outcome, heard, recorded] = await under({ effect: "partial-failure" });

    expect(outcome).to.contain('"FailedEntryCount":1');
    expect([heard, recorded]).to.deep.equal([1, "ok"]);
  });

  it("delays the answer to what AWS has done at once", async () => {
    proxy.faults.add({ effect: "delay", delayMs: 300, forSeconds: 60 });
    const began = performance.now();
    const sent = sendCall(proxy.url, byFunction);
    await until("the emulator hears of it", () => aws.heard.length === 1);
    const heardAfter = performance.now() - began;

    expect(await sent).to.equal(`200 ${answer}`);
    expect(performance.now() - began).to.be.greaterThan(295);
    expect(heardAfter).to.be.lessThan(295);
  });

  it("hangs until the caller gives up", async () => {
    proxy.faults.add({ effect: "hang", forSeconds: 60 });
    const giveUp = AbortSignal.timeout(200);
    const error: unknown = await fetch(proxy.url, {
      ...{ method: "POST", signal: giveUp, body: new Uint8Array(byFunction.body) },
      headers: { "x-amz-target": "AWSEvents.PutEvents", authorization: byFunction.headers.authorization },
    }).catch((reason: unknown) => reason);
    await until("the call is recorded", () => proxy.calls.total() === 1);

    expect(error).to.have.property("name", "TimeoutError");
    expect(aws.heard).to.deep.equal([]);
    expect(proxy.calls.recent()[0]?.outcome).to.equal("lost");
  });

  it("touches no call that is not a function's", async () => {
    proxy.faults.add({ effect: "refuse", forSeconds: 60 });

    expect(await sendCall(proxy.url, putEvents)).to.equal(`200 ${answer}`);
    expect(proxy.faults.list()[0]).to.include({ matched: 0, hit: 0 });
  });

  describe("for emails", () => {
    const send = (to = "ada@example.com") => {
      const credentials = { accessKeyId: "ASIA0000000000000000", secretAccessKey: "test" };
      const client = new SESClient({ endpoint: proxy.url, region: "us-east-1", credentials, maxAttempts: 1 });
      const message = { Subject: { Data: "Hi" }, Body: { Text: { Data: "Hello" } } };
      return client
        .send(
          new SendEmailCommand({
            ...{ Source: "orders@example.com", Destination: { ToAddresses: [to] }, Message: message },
            ...{ ConfigurationSetName: "the-set", Tags: [{ Name: "orderId", Value: "order-1" }] },
          }),
        )
        .finally(() => client.destroy());
    };
    /** What the sender would make of the failure. */
    const outcomeOf = (call: Promise<unknown>) =>
      call.then(
        () => expect.fail("the call did not fail"),
        (error: unknown) => classifyFailure(failureOf(error)),
      );
    beforeEach(() => Object.assign(reply, { status: 200, body: accepted }));

    it("remembers tags, configuration set and recipients by message id, and reports the email", async () => {
      let reported = 0;
      proxy.onEmail(() => {
        reported += 1;
      });

      expect((await send()).MessageId).to.equal("id-1");
      expect(aws.heard[0]?.headers.authorization).to.match(/^AWS4-HMAC-SHA256 .*SignedHeaders=[^,]*host/);
      expect(reported).to.equal(1);
      expect(proxy.emails.find("id-1")).to.deep.equal({
        ...{ action: "SendEmail", messageId: "id-1", configurationSet: "the-set" },
        ...{ tags: { orderId: "order-1" }, recipients: ["ada@example.com"] },
      });
    });

    it("remembers nothing about a call that was refused, and passes the refusal on", async () => {
      const refusal = "<Error><Type>Sender</Type><Code>MessageRejected</Code><Message>no</Message></Error>";
      Object.assign(reply, { status: 400, body: `<ErrorResponse>${refusal}</ErrorResponse>` });

      const outcome = await outcomeOf(send());

      expect(outcome).to.deep.include({ kind: "refused", transient: false, reason: "MESSAGE_REJECTED" });
      expect(proxy.emails.total()).to.equal(0);
    });

    it("throttles as SES does: the sender knows that nothing was sent", async () => {
      proxy.faults.add({ effect: "throttle", service: "ses", times: 1, forSeconds: 60 });

      const outcome = await outcomeOf(send());
      await send();

      expect(outcome).to.deep.include({ kind: "refused", transient: true, reason: "THROTTLED" });
      expect(aws.heard).to.have.length(1);
    });

    it("loses an answer: the email is out and remembered, and the sender does not know", async () => {
      proxy.faults.add({ effect: "lose-answer", recipient: "lou@example.com", times: 1, forSeconds: 60 });

      const outcome = await outcomeOf(send("lou@example.com"));

      expect(outcome).to.deep.include({ kind: "unknown", reason: "NO_ANSWER" });
      expect(proxy.emails.find("id-1")?.recipients).to.deep.equal(["lou@example.com"]);
    });
  });

  it("stops although a caller waits for ever", async () => {
    proxy.faults.add({ effect: "hang", forSeconds: 60 });
    const sent = sendCall(proxy.url, byFunction);
    await until("the fault has met it", () => proxy.faults.list()[0]?.hit === 1);

    await proxy.stop();

    expect(await sent).to.equal("ECONNRESET");
  });

  it("reads forms of query services", async () => {
    await sendCall(proxy.url, formCall("sns", { Action: "Publish", TopicArn: "arn:aws:sns:r:1:t" }));

    expect(proxy.calls.recent()[0]).to.include({ service: "sns", action: "Publish", resource: "t" });
  });
});
