// Every view of the console in light and dark, on a phone and on wide screens. Screenshots are kept in `.local/screenshots`, not in git.
import { LambdaClient, PublishVersionCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { awsTypes } from "../../../aws/resource-types";
import { clientOptions } from "../../../ops/stack/clients";
import { readStackFile } from "../../../ops/stack/stack-file";
import { localTarget } from "../../../ops/stack/target";
import { declaredResources } from "../../../program/graph/build-graph";
import { until } from "../../local/emulator/processes";
import { startCommand } from "../../local/run/started-run";
import { widgetsOf } from "../../support/dashboards";
import { begunWithRun, type ConsoleRun, consoleRun, startMs } from "../support/console-run";
import { axeViolations, go, openPage, patienceMs, screenshotPath } from "../support/page";
import { placeOrder, sendPoison } from "../support/traffic";

const views = [
  ...["pipelines", "search", "dead-letters", "alarms", "inbox", "errors"],
  ...["dashboards", "logs", "calls", "faults", "releases", "try"],
];

/** A page, and which rules of accessibility it is held to: not all depend on its size, and on its colours only those about colours. */
interface Look {
  readonly scheme: "light" | "dark";
  readonly width: number;
  readonly rules: "all" | "colours" | "none";
}

/** axe's rules that colours decide. */
const colourRules = ["color-contrast", "link-in-text-block"];
const titles: Readonly<Record<Look["rules"], string>> = {
  all: ", and breaks no rule of accessibility in any view",
  colours: ", and breaks no rule about colours in any view",
  none: "",
};

const sizes: readonly Look[] = [
  { scheme: "light", width: 360, rules: "all" },
  { scheme: "light", width: 800, rules: "none" },
  { scheme: "light", width: 1_440, rules: "all" },
  { scheme: "dark", width: 360, rules: "none" },
  { scheme: "dark", width: 1_440, rules: "colours" },
];

/** A roll-out takes its time: beside the other tests, on a page of its own. */
const rolledOut = begunWithRun(async ({ browser, folders, url }) => {
  const lambda = new LambdaClient(clientOptions(localTarget(readStackFile(folders.folder), "the run")));
  const FunctionName = "orders-list-local";
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: "Another version" }));
  await lambda.send(new PublishVersionCommand({ FunctionName }));
  lambda.destroy();
  const { page, errors } = await openPage(browser, url);
  await go(page, "releases");
  const row = page.locator(".list-releases li", { hasText: "orders-list" });
  await row.getByText("version 2 waits, version 1 is called").waitFor();

  const rollout = startCommand(folders, ["ops/ops.ts", "rollout", "--yes", "--function", "orders-list"]);
  await row.getByText("version 2 20 %").waitFor();
  expect((await rollout.ended).code).to.equal(0);
  await row.getByText("version 2 is the newest and has all calls; last roll-out: Succeeded").waitFor();
  await row.getByRole("button").click();
  await row.getByText("version 1 to 2").waitFor();
  await page.context().close();
  return errors;
});

describe("the console's views", function () {
  this.timeout(patienceMs * 4);
  let orderId = "";
  let run: ConsoleRun;
  let page: Page;
  /** All sizes at the same time, beside the other tests: each waits for the server most of its time. */
  let looks: readonly Promise<readonly string[]>[] = [];

  before(async function () {
    this.timeout(startMs);
    run = await consoleRun();
    page = run.page;
    orderId = await placeOrder(run);
    await sendPoison(run);
    looks = sizes.map(lookAt);
    // Each failure is that of its own test.
    for (const look of looks) look.catch(() => undefined);
  });

  it("draws every declared widget, or says why it cannot", async () => {
    const declared = (await declaredResources("local", {})).filter(
      ({ type }) => type === awsTypes.cloudwatch.dashboard,
    );
    const wanted = declared.reduce((sum, { inputs }) => sum + widgetsOf(inputs.dashboardBody).length, 0);
    let [shown, drawn] = [0, 0];
    for (const { inputs } of declared) {
      await go(page, `dashboards/${String(inputs.dashboardName)}`);
      await page.locator("[data-widget]").first().waitFor();
      await until(
        "widgets",
        async () => (await page.locator("[data-widget]").count()) === widgetsOf(inputs.dashboardBody).length,
        patienceMs,
      );
      const widgets = await page.locator("[data-widget]").evaluateAll((all) =>
        all.map((widget) => ({
          kind: widget.getAttribute("data-widget"),
          drawn: widget.getAttribute("data-drawn") === "true",
          canvases: widget.querySelectorAll("canvas").length,
          notices: widget.querySelectorAll(".notice").length,
          text: widget.textContent ?? "",
        })),
      );
      for (const widget of widgets) {
        shown += 1;
        if (widget.drawn) {
          drawn += 1;
          if (widget.kind === "graph") expect(widget.canvases).to.equal(1);
        } else if (widget.kind !== "text") expect(widget.notices, widget.text).to.be.at.least(1);
      }
    }
    expect(shown).to.equal(wanted);
    expect(drawn).to.be.at.least(20);
  });

  it("shows an alarm's data with its threshold, and the runbook beside", async () => {
    await go(page, "alarms/orders-create-error-rate-alarm-local");
    const side = page.getByRole("complementary");
    await side.getByRole("img").waitFor();
    const text = (await side.textContent()) ?? "";
    expect(text)
      .to.contain("threshold")
      .and.to.contain("Runbook: function-errors")
      .and.to.contain("npm run ops -- errors");
  });

  it("shows the drills with their commands, and each beside the alarms that it raises", async () => {
    await go(page, "faults");
    const row = page.locator("main li", { hasText: "order-failures" });
    await row.getByRole("button").click();
    await row.getByText("npm run drill -- order-failures").waitFor();
    expect(await row.textContent()).to.contain("not run");
    await go(page, "alarms/orders-internal-failures-alarm-local");
    await page.getByRole("complementary").locator(".command", { hasText: "npm run drill -- order-failures" }).waitFor();
  });

  it("shows a version that waits for its roll-out, and the share of each while it is on its way", async () => {
    expect(await rolledOut()).to.deep.equal([]);
  });

  const everyView = () => [
    ...views,
    `search/${orderId}`,
    "pipelines/orders-table-local",
    "alarms/orders-create-error-rate-alarm-local",
  ];
  /** What a page of this size shows: widths of what does not fit, and broken rules of accessibility where they are asked for. */
  async function lookAt({ scheme, width, rules }: Look): Promise<readonly string[]> {
    const { page: other } = await openPage(run.browser, run.url, { width, scheme });
    const found: string[] = [];
    for (const view of everyView()) {
      await go(other, view);
      const wide = await other.evaluate<number>("document.documentElement.scrollWidth");
      if (wide > width) found.push(`${view}: ${wide} px wide`);
      const name = view.replace(orderId, "an-order").replaceAll("/", "-");
      await other.screenshot({ path: screenshotPath(`${name}-${width}-${scheme}`) });
      if (rules === "none") continue;
      const violations = await axeViolations(other, rules === "colours" ? colourRules : undefined);
      found.push(...violations.map((text) => `${view}: ${text}`));
    }
    await other.context().close();
    return found;
  }
  for (const [index, { scheme, width, rules }] of sizes.entries())
    it(`fits into ${width} px, ${scheme}${titles[rules]}`, async () => {
      expect((await looks[index])?.join("\n")).to.equal("");
    });

  it("shows an alarm when it rings: of the message that was given up", async () => {
    await go(page, "alarms");
    await page
      .locator(".list-alarms li", { hasText: "shipments-given-up-alarm" })
      .getByText("ALARM", { exact: true })
      .waitFor({
        // Alarms are evaluated once a minute.
        timeout: 60_000 + patienceMs,
      });
    await page
      .getByRole("navigation", { name: "Views" })
      .locator("a", { hasText: "Alarms" })
      .getByText(/^\d+$/)
      .waitFor();
    await go(page, "alarms/shipments-given-up-alarm-local");
    await page.getByRole("complementary").locator(".history li", { hasText: "ALARM" }).first().waitFor();
  });

  it("leave no error in the page, and nothing that its policy refused", () => {
    expect(run.errors).to.deep.equal([]);
  });
});
