// An email with everything that a sender could put into it, in the console's own frame.
import { expect } from "chai";
import { serve } from "../../../cli/loopback-server";
import type { WholeEmail } from "../../../console/server/sources";
import { installMs } from "../../../local/browser/chromium";
import { withFakeConsole } from "../support/fake-console";
import { go } from "../support/page";

describe("a hostile email in the console", function () {
  this.timeout(installMs + 120_000);

  it("runs no script, asks no server, and leaves the page as it is", async () => {
    const asked: string[] = [];
    const tracker = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    const html = [
      "<p id=body>Hello</p>",
      "<script>parent.document.title='hacked'; top.hacked = 1</script>",
      `<img src="${tracker.url}/pixel.gif"><img src=x onerror="top.hacked = 1">`,
      `<link rel=stylesheet href="${tracker.url}/style.css"><iframe src="${tracker.url}/frame"></iframe>`,
      `<form action="${tracker.url}/form" method=post><button id=send>Send</button></form>`,
      `<meta http-equiv=refresh content="0;url=${tracker.url}/gone">`,
      `<a id=out href="${tracker.url}/link" target=_top>out</a>`,
    ].join("\n");
    const email: WholeEmail = {
      messageId: "one",
      at: new Date().toISOString(),
      from: "orders@example.com",
      to: ["ada@example.com"],
      subject: `<script>window.hacked=1</script><img src=x onerror="window.hacked=1">`,
      text: "<script>window.hacked=1</script>",
      html,
      tags: { orderId: `"><script>window.hacked=1</script>` },
      configurationSet: "mail",
      events: [],
    };
    const local = { inbox: async () => ({ emails: [email], all: 1 }), email: async () => email };
    await withFakeConsole(local, async ({ page }) => {
      await go(page, "inbox/one");
      const frame = page.frameLocator("iframe.email");
      await frame.locator("#body").waitFor();
      await frame.locator("#send").click();
      await frame.locator("#out").click();
      await page.getByRole("tab", { name: "Text" }).click();
      await page.locator("pre.body").waitFor();

      expect(await page.title()).to.contain("Inbox");
      expect(await page.evaluate(`"hacked" in window`)).to.equal(false);
      expect(page.url()).to.match(/#\/inbox\/one$/);
      expect(asked).to.deep.equal([]);
    });
    await tracker.close();
  });
});
