import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { expect } from "chai";
import { createEmailBook, readEmails } from "../../../local/console/email-book";
import { type Emulator, startEmulator } from "../../../local/emulator/start";
import { createInbox, type Inbox } from "../../../local/ses/query";

describe("the emulator's inbox", () => {
  let emulator: Emulator;
  let ses: SESClient;
  let inbox: Inbox;

  before(async () => {
    emulator = await startEmulator({ signal: new AbortController().signal });
    const { endpoint, region, credentials, accountId } = emulator;
    ses = new SESClient({ endpoint, region, credentials: { ...credentials } });
    inbox = createInbox(endpoint, accountId);
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: "shop@example.com" }));
  });

  after(async () => {
    ses?.destroy();
    await emulator?.stop();
  });

  async function send(subject: string): Promise<string> {
    const { MessageId = "" } = await ses.send(
      new SendEmailCommand({
        Source: "shop@example.com",
        Destination: { ToAddresses: ["ada@mail.example"] },
        Message: {
          Subject: { Data: subject },
          Body: { Text: { Data: `text of ${subject}` }, Html: { Data: `<p>${subject}</p>` } },
        },
      }),
    );
    return MessageId;
  }

  it("is read bit by bit, or for one email, and says how many there are", async () => {
    const ids = [await send("one"), await send("two"), await send("three")];
    const subjects = async (known: number) => (await inbox.after(known)).emails.map(({ Subject }) => Subject);

    expect(await subjects(0)).to.deep.equal(["one", "two", "three"]);
    expect(await subjects(2)).to.deep.equal(["three"]);
    expect(await inbox.after(7)).to.deep.equal({ emails: [], total: 3 });
    expect((await inbox.find(ids[1] ?? ""))?.BodyHtml).to.equal("<p>two</p>");
    expect(await inbox.find("nothing")).to.equal(undefined);
    const { accountId, endpoint } = emulator;
    const bad = await fetch(`${endpoint}/_ministack/ses/messages?account=${accountId}&after=x`);
    expect([bad.status, await bad.text()]).to.deep.equal([400, "after must be a whole number, 'x' given"]);
  });

  it("is shown by the console newest first, with emails of earlier runs behind, and HTML for the one that is opened", async () => {
    const { accountId, endpoint, region, credentials } = emulator;
    const target = { accountId, endpoint, region, credentials, bundled: true, inspectable: true };
    const earlier = { messageId: "earlier", at: "", from: "", to: [], subject: "earlier", text: "", html: "<p>e</p>" };
    const keptEmails = [{ ...earlier, tags: {}, configurationSet: "", events: [] }];
    const stack = { target, keptEmails };
    const book = createEmailBook(stack);
    await book.inbox();
    const id = await send("four");

    const { emails, all } = await book.inbox();
    expect(emails.map(({ subject }) => subject)).to.deep.equal(["four", "three", "two", "one", "earlier"]);
    expect(all).to.equal(5);
    expect(JSON.stringify(emails.slice(0, 4)))
      .to.contain("text of four")
      .and.not.to.contain("<p>");
    expect((await book.email(id))?.html).to.equal("<p>four</p>");
    expect((await book.email("earlier"))?.html).to.equal("<p>e</p>");
    expect(await book.email("nothing")).to.equal(undefined);
    expect((await readEmails(stack)).map(({ html }) => html)).to.deep.equal([
      ...["<p>four</p>", "<p>three</p>", "<p>two</p>", "<p>one</p>", "<p>e</p>"],
    ]);
  });
});
