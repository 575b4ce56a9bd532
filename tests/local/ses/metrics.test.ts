import { expect } from "chai";
import type { MetricPoint } from "../../../aws/alarms/series";
import type { SetSettings } from "../../../local/ses/destinations";
import { eventsFor, isInfected, type SentEmail } from "../../../local/ses/events";
import { createSesMetrics } from "../../../local/ses/metrics";

const sender = { accountId: "000000000000", region: "us-east-1", partition: "aws" };
const failures: SetSettings = {
  destinations: [
    { types: ["BOUNCE", "COMPLAINT", "REJECT"], metrics: [{ name: "ses:configuration-set", otherwise: "none" }] },
    { types: ["SEND"], topicArn: "arn:topic" },
  ],
  reputation: false,
};

/** The data points of emails to these addresses. */
function counted(settings: SetSettings, recipients: readonly string[], infected = false): MetricPoint[] {
  const points: MetricPoint[] = [];
  const { count } = createSesMetrics({ add: (point) => points.push(point) });
  for (const recipient of recipients) {
    const email: SentEmail = {
      ...{ messageId: "m", source: "shop@example.com", recipients: [recipient], subject: "s" },
      ...{ acceptedAt: new Date(0), configurationSet: "mail", tags: {}, infected },
    };
    for (const event of eventsFor(email, sender, new Date(5))) count("mail", settings, event, 5);
  }
  return points;
}

const good = Array.from({ length: 94 }, () => "ada@example.com");
const bounce = "bounce@simulator.amazonses.com";
const complaint = "complaint@simulator.amazonses.com";

describe("the metrics of emails", () => {
  it("count the events that a CloudWatch destination asks for, with the set as their dimension", () => {
    expect(counted(failures, ["ada@example.com", bounce, complaint])).to.deep.equal([
      { namespace: "AWS/SES", name: "Bounce", dimensions: { "ses:configuration-set": "mail" }, at: 5, value: 1 },
      { namespace: "AWS/SES", name: "Complaint", dimensions: { "ses:configuration-set": "mail" }, at: 5, value: 1 },
    ]);
  });

  it("count a rejection of what the virus scan finds, which is neither delivered nor bounced", () => {
    expect(isInfected(["hello", null, "X5O!P%@AP EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"])).to.equal(true);
    expect(isInfected(["hello", undefined])).to.equal(false);
    expect(counted(failures, [bounce], true).map(({ name }) => name)).to.deep.equal(["Reject"]);
  });

  it("give hard bounces and complaints as fractions of the emails sent, where the set has reputation metrics", () => {
    const settings = { destinations: [], reputation: true };
    const points = counted(settings, [
      ...good,
      bounce,
      bounce,
      bounce,
      "suppressionlist@simulator.amazonses.com",
      complaint,
      complaint,
    ]);
    const last = (name: string) => points.findLast((point) => point.name === name);
    expect(last("Reputation.BounceRate")).to.include({ value: 0.03, at: 5 });
    expect(last("Reputation.ComplaintRate")).to.deep.include({
      value: 0.02,
      dimensions: { "ses:configuration-set": "mail" },
    });
    expect(counted({ destinations: [], reputation: false }, good)).to.deep.equal([]);
  });

  it("give no rate for a handful of emails", () => {
    expect(counted({ destinations: [], reputation: true }, [bounce, ...good.slice(0, 48)])).to.deep.equal([]);
  });
});
