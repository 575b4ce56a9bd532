import type { IncomingMessage } from "node:http";
import { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { classifyFailure, failureOf } from "../../../functions/shared/ses-outcome";
import { type Listening, serve } from "../../../local/run/listen";
import { type Recorder, startRecorder } from "../../../local/ses/recorder";

describe("the recorder in front of SES", () => {
  let recorder: Recorder;
  let emulator: Listening;
  let client: SESClient;
  let requests: { readonly url: string; readonly headers: IncomingMessage["headers"] }[];
  let answer: { status: number; body: string };

  beforeEach(async () => {
    requests = [];
    answer = {
      status: 200,
      body: "<SendEmailResponse><SendEmailResult><MessageId>id-1</MessageId></SendEmailResult></SendEmailResponse>",
    };
    emulator = await serve((request, response) => {
      requests.push({ url: request.url ?? "", headers: request.headers });
      request.resume().once("end", () => {
        response.writeHead(answer.status, { "content-type": "text/xml" });
        response.end(answer.body);
      });
    });
    recorder = await startRecorder();
    recorder.forwardTo(emulator.url);
    client = new SESClient({
      endpoint: recorder.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  });

  afterEach(async () => {
    client.destroy();
    await Promise.all([recorder.stop(), emulator.close()]);
  });

  function send(to = "ada@example.com") {
    return client.send(
      new SendEmailCommand({
        Source: "orders@example.com",
        Destination: { ToAddresses: [to] },
        Message: { Subject: { Data: "Hi" }, Body: { Text: { Data: "Hello" } } },
        ConfigurationSetName: "the-set",
        Tags: [{ Name: "orderId", Value: "order-1" }],
      }),
    );
  }

  /** What the sender would make of the failure. */
  async function outcomeOf(call: Promise<unknown>) {
    try {
      await call;
    } catch (error) {
      return classifyFailure(failureOf(error));
    }
    throw new Error("the call did not fail");
  }

  it("passes calls on with Host and path unchanged, so that the signature still holds", async () => {
    const { MessageId } = await send();

    expect(MessageId).to.equal("id-1");
    expect(requests).to.have.length(1);
    expect(requests[0]?.url).to.equal("/");
    expect(requests[0]?.headers.host).to.equal(new URL(recorder.url).host);
    expect(requests[0]?.headers.authorization).to.match(/^AWS4-HMAC-SHA256 .*SignedHeaders=[^,]*host/);
  });

  it("remembers tags, configuration set and recipients by message id, and reports the email", async () => {
    let calls = 0;
    recorder.onEmail(() => {
      calls += 1;
    });

    await send();

    expect(calls).to.equal(1);
    expect(recorder.ledger.find("id-1")).to.deep.equal({
      action: "SendEmail",
      messageId: "id-1",
      configurationSet: "the-set",
      tags: { orderId: "order-1" },
      recipients: ["ada@example.com"],
    });
  });

  it("remembers nothing about a call that was refused, and passes the refusal on", async () => {
    answer = {
      status: 400,
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>no</Message></Error><RequestId>r</RequestId></ErrorResponse>",
    };

    const outcome = await outcomeOf(send());

    expect(outcome).to.deep.include({ kind: "refused", transient: false, reason: "MESSAGE_REJECTED" });
    expect(recorder.ledger.total()).to.equal(0);
  });

  it("throttles as SES does: the sender knows that nothing was sent", async () => {
    recorder.faults.add({ fault: "throttle", times: 1 });

    const outcome = await outcomeOf(send());
    await send();

    expect(outcome).to.deep.include({ kind: "refused", transient: true, reason: "THROTTLED" });
    expect(requests).to.have.length(1);
  });

  it("loses an answer: the email is out and remembered, and the sender does not know", async () => {
    recorder.faults.add({ fault: "drop-answer", times: 1, recipient: "lou@example.com" });

    const outcome = await outcomeOf(send("lou@example.com"));

    expect(outcome).to.deep.include({ kind: "unknown", reason: "NO_ANSWER" });
    expect(requests).to.have.length(1);
    expect(recorder.ledger.find("id-1")?.recipients).to.deep.equal(["lou@example.com"]);
  });

  it("answers 503 while nobody has said where calls go, and 502 when nobody answers there", async () => {
    const early = await startRecorder();
    try {
      const before = await fetch(early.url, { method: "POST", body: "Action=GetSendQuota" });
      early.forwardTo("http://127.0.0.1:1");
      const after = await fetch(early.url, { method: "POST", body: "Action=GetSendQuota" });

      expect([before.status, after.status]).to.deep.equal([503, 502]);
    } finally {
      await early.stop();
    }
  });
});
