import { expect } from "chai";
import { createLedger } from "../../../local/ses/ledger";
import { readMessageId, readSendRequest } from "../../../local/ses/query";

const form = new URLSearchParams({
  Action: "SendEmail",
  ConfigurationSetName: "the-set",
  "Destination.ToAddresses.member.1": "ada@example.com",
  "Destination.BccAddresses.member.1": "archive@example.com",
  "Tags.member.1.Name": "orderId",
  "Tags.member.1.Value": "order-1",
  "Tags.member.2.Name": "environment",
  "Tags.member.2.Value": "local",
});

describe("a call to SES", () => {
  it("is read for its configuration set, tags and recipients", () => {
    expect(readSendRequest(form)).to.deep.equal({
      action: "SendEmail",
      configurationSet: "the-set",
      tags: { orderId: "order-1", environment: "local" },
      recipients: ["ada@example.com", "archive@example.com"],
    });
  });

  it("without a configuration set has none, not an empty one", () => {
    const request = readSendRequest(
      new URLSearchParams("Action=SendRawEmail&ConfigurationSetName=&Destinations.member.1=a%40example.com"),
    );

    expect(request).to.deep.equal({ action: "SendRawEmail", tags: {}, recipients: ["a@example.com"] });
  });

  it("that sends nothing is not looked at", () => {
    expect(readSendRequest(new URLSearchParams("Action=GetSendQuota&Version=2010-12-01"))).to.equal(undefined);
    expect(readSendRequest(new URLSearchParams("{}"))).to.equal(undefined);
  });

  it("is answered with a message id, or with none when it was refused", () => {
    expect(readMessageId("<SendEmailResult><MessageId>abc@x</MessageId></SendEmailResult>")).to.equal("abc@x");
    expect(readMessageId("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>")).to.equal(undefined);
  });
});

describe("the ledger of emails", () => {
  const request = { action: "SendEmail", tags: {}, recipients: [] };

  it("forgets the oldest beyond its capacity and still counts them", () => {
    const ledger = createLedger(2);

    for (const messageId of ["one", "two", "three"]) ledger.note({ ...request, messageId });

    expect(ledger.all().map(({ messageId }) => messageId)).to.deep.equal(["two", "three"]);
    expect(ledger.find("one")).to.equal(undefined);
    expect(ledger.total()).to.equal(3);
  });
});
