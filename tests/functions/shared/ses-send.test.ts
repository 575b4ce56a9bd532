import { SESClient } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { type Email, sendEmail } from "../../../functions/shared/ses-send";

const email: Email = {
  Source: "orders@example.com",
  Destination: { ToAddresses: ["ada@example.com"] },
  Message: { subject: "s", text: "t" },
};

/** SES's real client on a connection of ours. */
function client(handle: (body: string) => never) {
  const bodies: string[] = [];
  const ses = new SESClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { body?: unknown }) => {
        bodies.push(String(request.body));
        return handle(String(request.body));
      },
    },
  });
  return { ses, bodies };
}

describe("one call to SES", () => {
  it("writes texts with half an emoji in them, and leaves it open when the connection then breaks", async () => {
    const { ses, bodies } = client(() => {
      throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    });
    const outcome = await sendEmail(ses, {
      ...email,
      Message: { subject: "three \ud83d", text: `${"x".repeat(3999)}\ud83d` },
    });
    expect(outcome).to.deep.include({ kind: "unknown", reason: "NO_ANSWER" });
    expect(bodies).to.have.lengthOf(1);
    expect(decodeURIComponent(bodies[0] ?? "")).to.contain("three \ufffd");
  });

  it("takes an error of our own client, before anything was written, for a refusal", async () => {
    const { ses, bodies } = client(() => {
      throw new Error("not reached");
    });
    // A tag is no text that a person reads: nothing makes it well-formed.
    const outcome = await sendEmail(ses, { ...email, Tags: [{ Name: "orderId", Value: "\ud83d" }] });
    expect(outcome).to.deep.include({ kind: "refused", transient: false, reason: "REQUEST_NOT_WRITTEN" });
    expect(bodies).to.deep.equal([]);
  });

  it("leaves it open when an error comes out of nowhere", async () => {
    const broken = {
      send: async () => {
        throw new TypeError("odd");
      },
    };
    expect(await sendEmail(broken as never, email)).to.deep.include({ kind: "unknown", reason: "NO_ANSWER" });
  });
});
