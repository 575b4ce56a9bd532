// What a person does in the console, over a local run: an order to its email, a bounce, a poisoned event.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { pipelineNames } from "../../../components/pipelines";
import { until } from "../../local/emulator/processes";
import { type ConsoleRun, consoleRun, startMs } from "../support/console-run";
import { go, patienceMs } from "../support/page";

const hostileName = `Kettle <img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;

describe("a person in the console", function () {
  this.timeout(patienceMs * 4);
  let orderId = "";
  let run: ConsoleRun;
  let page: Page;

  before(async function () {
    this.timeout(startMs);
    run = await consoleRun();
    page = run.page;
  });

  const confirm = async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Do it" }).click();
  };
  /** Reads the time line again until it shows this. */
  const readAgainUntil = (what: string, shows: () => Promise<boolean>) =>
    until(
      what,
      async () => {
        const answered = page.waitForResponse((response) => response.url().endsWith("/api/timeline"));
        await page.getByRole("button", { name: "Read again" }).click();
        await answered;
        return shows();
      },
      patienceMs,
    );
  const deadLetters = () => page.locator("main tbody tr");

  it("shows every pipeline with live counts as soon as the stack is up", async () => {
    await go(page, "pipelines");

    await page.locator("a.node", { hasText: "0 waiting" }).first().waitFor();
    // No message passes through monitoring.
    expect(await page.locator("svg.flow").count()).to.equal(pipelineNames.length - 1);
    expect(await page.locator("a.node", { hasText: "waiting" }).count()).to.be.at.least(3 * (pipelineNames.length - 1));
  });

  it("opens a resource with its settings, grants and alarms", async () => {
    await go(page, "pipelines/orders-create-local");

    const side = page.getByRole("complementary");
    await side.getByText("ORDERS_TABLE_NAME").waitFor();
    expect(await side.textContent())
      .to.contain("dynamodb:PutItem")
      .and.to.contain("orders-create-error-rate-alarm");
  });

  it("follows an order from its form to its email, and runs nothing of a hostile product name", async () => {
    await go(page, "try");
    const body = page.getByLabel("Body");
    const order = JSON.parse(await body.inputValue()) as { items: { name: string }[] };
    for (const item of order.items) item.name = hostileName;
    await body.fill(JSON.stringify(order));
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const answer = page.getByLabel("Answer");
    await answer.getByText("201", { exact: true }).waitFor();
    orderId = /"orderId": "([\w-]+)"/.exec((await answer.textContent()) ?? "")?.[1] ?? "";
    expect((await answer.textContent()) ?? "").to.contain("TOKEN=$(npm run -s token -- --customer ada)");

    await answer.getByRole("link", { name: "Follow the order" }).click();
    // One reading may see the email and, a moment before, no delivery in the table yet.
    const wanted = ["order placed", "confirmation claimed", "email taken by SES", "SES's event Delivery"];
    await readAgainUntil(`the hops ${wanted.join(", ")}`, async () => {
      const hops = await page.locator(".hop-what b").allTextContents();
      return wanted.every((hop) => hops.includes(hop));
    });

    await page.locator(".hop", { hasText: "email taken by SES" }).getByRole("link").first().click();
    const email = page.frameLocator("iframe.email");
    await email.getByText("Kettle <img src=x", { exact: false }).first().waitFor();
    expect(await page.evaluate(`"hacked" in window`)).to.equal(false);
    expect(await page.locator("iframe.email").getAttribute("sandbox")).to.equal("");
  });

  it("masks addresses until they are asked for", async () => {
    await go(page, "inbox");
    const list = page.locator(".list-emails");
    await list.getByText("a***@example.com").first().waitFor();
    expect(await list.textContent()).not.to.contain("ada@example.com");

    await page.getByLabel("show addresses").check();
    await list.getByText("ada@example.com").first().waitFor();
  });

  it("bounces an email by a button, after which the address gets no more", async () => {
    await go(page, "inbox");
    await page.locator(".list-emails a", { hasText: orderId }).click();
    await page.getByRole("button", { name: "Bounce" }).click();
    await confirm();
    await page.getByRole("complementary").getByText("Bounce", { exact: false }).nth(1).waitFor();
    await go(page, `search/${orderId}`);
    await readAgainUntil(
      "the bounce in the deliveries",
      async () => (await page.getByText("confirmation bounced").count()) > 0,
    );

    await go(page, "try");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByLabel("Answer").getByText("201", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Follow the order" }).click();
    await readAgainUntil(
      "the second email's suppression",
      async () => (await page.getByText("SUPPRESSED").count()) > 0,
    );
  });

  it("shows a poisoned event among the dead letters with its reason, redrives it, and discards it", async () => {
    await go(page, "try");
    await page.getByRole("button", { name: "Poison" }).click();
    await page.getByRole("button", { name: "Put it on the bus" }).click();
    await confirm();
    await page.getByText("The bus took it").waitFor();
    await go(page, "dead-letters");
    await deadLetters().first().waitFor();
    expect(await deadLetters().count()).to.equal(1);
    expect(await deadLetters().first().textContent()).to.contain("INVALID_MESSAGE");

    const first = await deadLetters().first().getAttribute("data-message");

    await page.getByRole("button", { name: "Look", exact: true }).click();
    await page.getByText("LOST_IN_SPACE").waitFor();
    await page.getByText("goes back to queue shipments-queue-local").last().waitFor();
    await deadLetters().first().getByRole("checkbox").check();
    expect(await page.locator(".command code").allTextContents()).to.satisfy((texts: readonly string[]) =>
      texts.some((text) => /^npm run ops -- redrive --queue shipments-dead-letters --messages [\w-]+$/.test(text)),
    );
    await page.getByRole("button", { name: "Redrive 1 chosen" }).click();
    await confirm();
    await page.getByText("1 message sent back.").waitFor();

    // It is as bad as before, so it comes back as another message.
    const another = async () => {
      const ids = await deadLetters().evaluateAll((rows) => rows.map((row) => row.getAttribute("data-message")));
      return ids.length === 1 && ids[0] !== first;
    };
    await until("the event among the dead letters again", another, patienceMs);
    await page.getByRole("button", { name: "Look", exact: true }).click();
    await page.getByRole("button", { name: "Discard" }).click();
    await confirm();
    await page.getByText(/^All \d+ failure queues are empty\.$/).waitFor();
  });

  it("shows what failed, with the place in the sources", async () => {
    await go(page, "errors");
    await page.getByText("shipments-processor").first().waitFor();
    await page.locator(".row-button", { hasText: "shipments-processor" }).first().click();
    expect(await page.locator("main .inset").textContent()).to.match(/functions\/\S+\.ts:\d+/);
  });

  it("meets no error in the page, and nothing that its policy refused", () => {
    expect(run.errors).to.deep.equal([]);
  });
});
