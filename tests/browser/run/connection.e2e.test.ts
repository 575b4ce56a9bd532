// Who may see the console, and what a break of the connection does to it.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { serve } from "../../../cli/loopback-server";
import type { TryAnswer } from "../../../console/contract";
import { until } from "../../local/emulator/processes";
import { type ConsoleRun, consoleRun, startMs } from "../support/console-run";
import { go, patienceMs, reboundName } from "../support/page";
import { ask, placeOrder } from "../support/traffic";

describe("the console's connection", function () {
  this.timeout(patienceMs * 4);
  let orderId = "";
  let run: ConsoleRun;
  let page: Page;

  before(async function () {
    this.timeout(startMs);
    run = await consoleRun();
    page = run.page;
    orderId = await placeOrder(run);
  });

  it("loses no log line over a break of the connection, and shows none twice", async () => {
    await go(page, "logs");
    await page.context().setOffline(true);
    await page.getByText("reconnecting…").waitFor();
    const correlationId = "browser-suite-0001";
    const parameters = { orderId, "X-Correlation-Id": correlationId };
    const read = await ask<TryAnswer>(run, "try/request", { operation: "getOrder", parameters, customer: "ada" });
    expect(read.status).to.equal(200);
    await page.context().setOffline(false);

    await page.getByLabel("Filter lines").fill(correlationId);
    const lines = page.locator(".line");
    await lines.first().waitFor();
    const texts = await lines.allTextContents();
    expect(new Set(texts).size).to.equal(texts.length);
  });

  it("shows the stack after a first question that was not answered", async () => {
    const context = await run.browser.newContext();
    try {
      const other = await context.newPage();
      await other.clock.install();
      let refused = 0;
      await other.route("**/api/about", async (route) => {
        refused += 1;
        if (refused === 1) await route.fulfill({ status: 502, json: { error: "the stack did not answer" } });
        else await route.continue();
      });
      await other.goto(run.url);
      await other.getByRole("alert").filter({ hasText: "the stack did not answer" }).waitFor({ timeout: patienceMs });
      // The pause before it is asked again.
      await other.clock.runFor(2_000);
      await other.locator("a.node", { hasText: "waiting" }).first().waitFor({ timeout: patienceMs });
    } finally {
      await context.close();
    }
  });

  it("waits for an answer that takes longer than the pause before the next question", async () => {
    const context = await run.browser.newContext();
    try {
      const other = await context.newPage();
      await other.clock.install();
      let asked = 0;
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await other.route("**/api/releases", async (route) => {
        asked += 1;
        await held;
        await route.continue();
      });
      await other.goto(run.url);
      await other.getByRole("status").filter({ hasText: "live" }).waitFor({ timeout: patienceMs });
      await other.evaluate(`location.hash = "#/releases"`);
      await until("the question", async () => asked === 1, patienceMs);
      await other.clock.runFor(20_000);
      expect(asked).to.equal(1);
      release();
      await other.locator(".list-releases li").first().waitFor({ timeout: patienceMs });
    } finally {
      await context.close();
    }
  });

  it("goes everywhere by keyboard", async () => {
    await go(page, "pipelines");
    await page.locator("main").focus();
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.getByRole("heading", { name: "Dead letters" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(orderId);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: orderId }).waitFor();
  });

  it("answers no page of another origin, and no name that a stranger's server has led to this machine", async () => {
    const stranger = await serve((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<title>Another page</title>");
    });
    const context = await run.browser.newContext();
    try {
      const other = await context.newPage();
      await other.goto(stranger.url);
      const headers = { authorization: run.authorization() };
      const asked = [new URL("/api/about", run.url).href, headers] as const;
      const answer = await other.evaluate(
        ([address, sent]) => fetch(address, { headers: sent }).then(({ status }) => status, String),
        asked,
      );
      expect(answer).to.equal("TypeError: Failed to fetch");

      const rebound = await other.goto(`http://${reboundName}:${new URL(run.url).port}/`);
      expect(rebound?.status()).to.equal(403);
      const again = await other.goto(run.url);
      expect(again?.status()).to.equal(200);
    } finally {
      await context.close();
      await stranger.close();
    }
  });

  it("goes on after a reload, and shows nothing to a page without the token", async () => {
    await go(page, "pipelines");
    await page.reload();
    await page
      .locator("a.node", { hasText: /[1-9]\d* calls?/ })
      .first()
      .waitFor();
    expect(page.url()).not.to.contain("token");

    const stranger = await (await run.browser.newContext()).newPage();
    await stranger.goto(new URL("/", run.url).href);
    await stranger.getByText("This page is of another run").waitFor();
    expect(await stranger.locator("svg.flow").count()).to.equal(0);
    await stranger.context().close();
  });

  it("leave no error in the page, and nothing that its policy refused", () => {
    expect(run.errors).to.deep.equal([]);
  });
});
