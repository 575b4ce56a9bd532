import { Agent } from "node:http";
import { Socket } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { createMailer } from "../../../../functions/confirmations/email/mailer";
import { type Answer, sesAccepts, sesRefuses, wiredSes } from "../support/wire";

const email = { subject: "Your order", html: "<p>Tea &amp; cups</p>", text: "Tea & cups" };
const to = { address: "success@simulator.amazonses.com", orderId: "order-1", correlationId: "11111111-2222" };

async function send(answer: Answer, shopName = "Shop") {
  const { client, sent } = wiredSes([answer]);
  const mailer = createMailer({
    client,
    senderAddress: "orders@example.com",
    shopName,
    configurationSetName: "confirmations-mails-test",
    environment: "test",
  });
  return { outcome: await mailer.send(email, to), sent };
}

describe("the mailer", () => {
  it("asks SES for one email with both forms, the configuration set and the tags", async () => {
    const { outcome, sent } = await send(sesAccepts("ses-1"));

    expect(outcome).to.deep.equal({ kind: "accepted", messageId: "ses-1" });
    expect(sent).to.have.length(1);
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).to.deep.equal({
      Action: "SendEmail",
      Version: "2010-12-01",
      Source: '"Shop" <orders@example.com>',
      "Destination.ToAddresses.member.1": "success@simulator.amazonses.com",
      "Message.Subject.Data": "Your order",
      "Message.Subject.Charset": "UTF-8",
      "Message.Body.Html.Data": "<p>Tea &amp; cups</p>",
      "Message.Body.Html.Charset": "UTF-8",
      "Message.Body.Text.Data": "Tea & cups",
      "Message.Body.Text.Charset": "UTF-8",
      ConfigurationSetName: "confirmations-mails-test",
      "Tags.member.1.Name": "orderId",
      "Tags.member.1.Value": "order-1",
      "Tags.member.2.Name": "environment",
      "Tags.member.2.Value": "test",
      "Tags.member.3.Name": "correlationId",
      "Tags.member.3.Value": "11111111-2222",
    });
  });

  it("encodes a shop name that is not ASCII", async () => {
    const { sent } = await send(sesAccepts("ses-1"), "Bücher");

    expect(new URLSearchParams(sent[0]?.body).get("Source")).to.equal("=?UTF-8?B?QsO8Y2hlcg==?= <orders@example.com>");
  });

  it("knows SES's own refusals by the code in the answer", async () => {
    expect((await send(sesRefuses("Throttling"))).outcome).to.include({ kind: "refused", reason: "THROTTLED" });
    expect((await send(sesRefuses("MessageRejected"))).outcome).to.include({
      kind: "refused",
      reason: "MESSAGE_REJECTED",
    });
    expect((await send(sesRefuses("ServiceUnavailable", 503))).outcome).to.include({
      kind: "refused",
      transient: true,
    });
  });

  const unclear: Readonly<Record<string, Answer>> = {
    "a proxy's page": { status: 502, body: "<html><body>Bad Gateway</body></html>" },
    "an empty 503": { status: 503, body: "" },
    "a 504 in JSON": { status: 504, body: '{"message":"Endpoint request timed out"}' },
    "a 200 that cannot be read": { status: 200, body: "garbage" },
    "a 200 without a message id": { status: 200, body: "" },
    "an unknown error of SES": sesRefuses("InternalFailure", 500),
    "a time-out": Object.assign(new Error("too slow"), { name: "TimeoutError" }),
    "a reset connection": Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  };
  for (const [name, answer] of Object.entries(unclear)) {
    it(`does not know after ${name}, and does not ask again`, async () => {
      const { outcome, sent } = await send(answer);

      expect(outcome.kind).to.equal("unknown");
      expect(sent).to.have.length(1);
    });
  }

  it("knows that nothing was sent when the connection was refused", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

    expect((await send(refused)).outcome).to.include({ kind: "refused", transient: true, reason: "SES_UNREACHABLE" });
  });

  it("knows that nothing was sent when the SDK waited for a connection in vain", async () => {
    const agent = new Agent();
    // A socket that stays on its way, as behind a firewall that drops packets.
    agent.createConnection = () => Object.defineProperty(new Socket(), "connecting", { value: true });
    const client = new SESClient({
      region: "eu-west-1",
      endpoint: "http://ses.invalid",
      credentials: { accessKeyId: "a", secretAccessKey: "s" },
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 20, requestTimeout: 5000, throwOnRequestTimeout: true, httpAgent: agent },
    });
    const mailer = createMailer({
      client,
      senderAddress: "orders@example.com",
      shopName: "Shop",
      configurationSetName: "confirmations-mails-test",
      environment: "test",
    });

    expect(await mailer.send(email, to)).to.include({ kind: "refused", transient: true, reason: "SES_UNREACHABLE" });
  });

  it("knows that nothing was sent when the system gave up connecting to every address", async () => {
    const vain = () => Object.assign(new Error("connect"), { code: "ETIMEDOUT", syscall: "connect" });
    const late = Object.assign(new Error("read"), { code: "ETIMEDOUT", syscall: "read" });

    expect((await send(new AggregateError([vain(), vain()]))).outcome).to.include({ reason: "SES_UNREACHABLE" });
    expect((await send(new AggregateError([vain(), late]))).outcome).to.include({ kind: "unknown" });
    expect((await send(late)).outcome).to.include({ kind: "unknown" });
  });
});
