// Drills with their last verdicts, and rules that make calls fail: what the page shows and what it sends.
import { expect } from "chai";
import type { Page } from "playwright-core";
import { type Listening, serve } from "../../../cli/loopback-server";
import type { DrillSummary } from "../../../console/contract";
import { installMs } from "../../../local/browser/chromium";
import type { FaultState } from "../../../ops/faults/rule";
import { consoleSources } from "../../console/support/sources";
import { until } from "../../local/emulator/processes";
import { withFakeConsole } from "../support/fake-console";
import { axeViolations, go, patienceMs } from "../support/page";

const hourAgo = new Date(Date.now() - 3_600_000).toISOString();

function drill(name: string, last?: DrillSummary["last"]): DrillSummary {
  const texts = { runbook: "retries", hypothesis: `Nothing is lost when ${name}.`, alarms: ["orders-retries"] };
  return { name, ...texts, notShown: [], ...(last !== undefined && { last }) };
}

const drills: readonly DrillSummary[] = [
  drill("table-throttled", { at: hourAgo, verdict: "held", problems: [], seconds: 12.4 }),
  {
    ...drill("bus-down", {
      at: hourAgo,
      verdict: "failed",
      problems: ["an order was lost", "an alarm was late"],
      seconds: 30,
    }),
    notShown: ["cross-region failover"],
  },
  drill("queue-slow", { at: hourAgo, verdict: "refused", problems: ["the machine was busy"], seconds: 8 }),
  { ...drill("email-refused"), alarms: [] },
];

const rule = (id: string, active: boolean): FaultState => ({
  rule: { id, effect: "throttle", service: "sqs", rate: 0.3, forSeconds: 60, seed: 1 },
  ...{ addedAt: 0, active, matched: 10, hit: 3 },
});

describe("faults and drills in the console", function () {
  this.timeout(installMs + 120_000);
  let run: Listening;
  let faults: readonly FaultState[] = [];
  let sent: { readonly method: string; readonly query: string; readonly body: string }[] = [];

  before(async () => {
    run = await serve(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const { method = "", url = "" } = request;
      if (method !== "GET") sent.push({ method, query: url.split("?")[1] ?? "", body });
      response.end(
        JSON.stringify(method === "GET" ? { faults } : method === "POST" ? { id: "fault-3" } : { ended: 1 }),
      );
    });
  });
  beforeEach(() => {
    faults = [];
    sent = [];
  });
  after(() => run.close());

  const look = (test: (page: Page) => Promise<void>) => {
    const target = { ...consoleSources().target, endpoint: run.url, control: { url: run.url, token: "token" } };
    return withFakeConsole(
      { drills: async () => drills },
      async ({ page, errors }) => {
        await go(page, "faults");
        await page.getByRole("heading", { name: "4 drills" }).waitFor();
        await test(page);
        expect(errors).to.deep.equal([]);
      },
      { target },
    );
  };
  const rows = (page: Page) => page.locator("section", { hasText: "4 drills" }).locator("li");

  it("have each drill's last verdict in its words and colour, and what went wrong behind a click", async () => {
    await look(async (page) => {
      const badges = rows(page).locator(".badge");
      expect(await badges.allTextContents()).to.deep.equal(["held", "failed", "refused", "not run"]);
      const kinds = await badges.evaluateAll((all) => all.map(({ className }) => className));
      expect(kinds).to.deep.equal(["badge badge-ok", "badge badge-bad", "badge badge-warn", "badge badge-plain"]);
      expect(await rows(page).first().textContent()).to.contain("1 h ago, 12 s");

      const failed = rows(page).nth(1);
      expect(await failed.textContent()).not.to.contain("an order was lost");
      await failed.getByRole("button").first().click();
      expect(await failed.locator(".problem").allTextContents()).to.deep.equal([
        "an order was lost",
        "an alarm was late",
      ]);
      expect(await failed.locator("p:not(.problem)").allTextContents()).to.deep.equal([
        "Runbook: retries",
        "Alarms: orders-retries",
        "Not shown here: cross-region failover",
      ]);
      expect(await failed.locator(".command code").textContent()).to.equal("npm run drill -- bus-down");
      const never = rows(page).nth(3);
      await never.getByRole("button").first().click();
      await never.getByText("Alarms: none may be raised").waitFor();
      expect(await axeViolations(page)).to.deep.equal([]);
    });
  });

  it("have the drills whose name, hypothesis or runbook holds a text, in any case", async () => {
    await look(async (page) => {
      const shown = async (text: string) => {
        await page.getByLabel("Filter drills").fill(text);
        return rows(page).locator(".list-name").allTextContents();
      };
      expect(await shown("BUS")).to.deep.equal(["bus-down"]);
      expect(await shown("lost when queue")).to.deep.equal(["queue-slow"]);
      expect(await shown("retries")).to.have.length(4);
      expect(await shown("nothing of this")).to.deep.equal([]);
      await page.getByText("No drill has this in its name or text.").waitFor();
    });
  });

  it("switch a rule on as the form says, with the equal command", async () => {
    await look(async (page) => {
      await page.getByText("No fault was switched on in this run.").waitFor();
      await page.getByLabel("Effect").selectOption("delay");
      await page.getByLabel("Delay in ms").fill("250");
      await page.getByLabel("Service").selectOption("sqs");
      await page.getByLabel("Beyond so many a second").fill("14");
      const command =
        "npm run ops -- faults add --effect delay --for-seconds 60 --delay-ms 250 --service sqs --per-second 14";
      expect(await page.locator("form .command code").textContent()).to.equal(command);

      faults = [rule("fault-3", true)];
      await page.getByRole("button", { name: "Switch it on" }).click();
      await page.getByText("met 3 of 10 calls").waitFor();

      expect(sent.map(({ body }) => JSON.parse(body))).to.deep.equal([
        { effect: "delay", delayMs: 250, service: "sqs", perSecond: 14, rate: 1, forSeconds: 60, seed: 1 },
      ]);
    });
  });

  it("end one rule or all, show whether each is active, and say why one was refused", async () => {
    faults = [rule("fault-1", false), rule("fault-2", true)];
    await look(async (page) => {
      const listed = page.locator("li.fault");
      await listed.first().waitFor();
      expect(await listed.locator(".badge").allTextContents()).to.deep.equal(["active", "ended"]);
      expect(await listed.first().textContent()).to.contain("throttle sqs");
      expect(await listed.first().textContent()).to.contain("30 %, 60 s");
      expect(await listed.nth(1).getByRole("button").count()).to.equal(0);

      await listed.first().getByRole("button", { name: "End", exact: true }).click();
      await page.getByRole("button", { name: "End all" }).click();
      await until("both requests", () => sent.length === 2, patienceMs);
      expect(sent.map(({ method, query }) => [method, query])).to.deep.equal([
        ["DELETE", "id=fault-2"],
        ["DELETE", ""],
      ]);

      await page.getByLabel("Share of the calls").fill("7");
      await page.getByRole("button", { name: "Switch it on" }).click();
      await page.getByRole("alert").filter({ hasText: "must be a number above 0 and at most 1, 7 given" }).waitFor();
      expect(sent).to.have.length(2);
    });
  });
});
