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
import { type ConsoleRun, consoleRun, startMs } from "../support/console-run";
import { axeViolations, go, openPage, patienceMs, screenshotPath } from "../support/page";
import { placeOrder, sendPoison } from "../support/traffic";

const views = [
  ...["pipelines", "search", "dead-letters", "alarms", "inbox", "errors"],
  ...["dashboards", "logs", "calls", "faults", "releases", "try"],
];

/** A page, and whether it is looked at for accessibility: what that finds depends on neither all sizes nor all colours. */
interface Look {
  readonly scheme: "light" | "dark";
  readonly width: number;
  readonly accessible: boolean;
}

const sizes: readonly Look[] = [
  { scheme: "light", width: 360, accessible: true },
  { scheme: "light", width: 800, accessible: false },
  { scheme: "light", width: 1_440, accessible: true },
  { scheme: "dark", width: 360, accessible: false },
  { scheme: "dark", width: 1_440, accessible: true },
];

describe("the console's views", function () {
  this.timeout(patienceMs * 4);
  let orderId = "";
  let run: ConsoleRun;
  let page: Page;

  before(async function () {
    this.timeout(startMs);
    run = await consoleRun();
    page = run.page;
    orderId = await placeOrder(run);
    await sendPoison(run);
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
    const lambda = new LambdaClient(clientOptions(localTarget(readStackFile(run.folders.folder), "the run")));
    const FunctionName = "orders-list-local";
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Description: "Another version" }));
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    lambda.destroy();
    await go(page, "releases");
    const row = page.locator(".list-releases li", { hasText: "orders-list" });
    await row.getByText("version 2 waits, version 1 is called").waitFor();

    const rollout = startCommand(run.folders, ["ops/ops.ts", "rollout", "--yes", "--function", "orders-list"]);
    await row.getByText("version 2 20 %").waitFor();
    expect((await rollout.ended).code).to.equal(0);
    await row.getByText("version 2 is the newest and has all calls; last roll-out: Succeeded").waitFor();
    await row.getByRole("button").click();
    await row.getByText("version 1 to 2").waitFor();
  });

  const everyView = () => [
    ...views,
    `search/${orderId}`,
    "pipelines/orders-table-local",
    "alarms/orders-create-error-rate-alarm-local",
  ];
  /** What a page of this size shows: widths of what does not fit, and broken rules of accessibility where they are asked for. */
  async function lookAt({ scheme, width, accessible }: Look): Promise<readonly string[]> {
    const { page: other } = await openPage(run.browser, run.url, { width, scheme });
    const found: string[] = [];
    for (const view of everyView()) {
      await go(other, view);
      const wide = await other.evaluate<number>("document.documentElement.scrollWidth");
      if (wide > width) found.push(`${view}: ${wide} px wide`);
      const name = view.replace(orderId, "an-order").replaceAll("/", "-");
      await other.screenshot({ path: screenshotPath(`${name}-${width}-${scheme}`) });
      if (accessible) found.push(...(await axeViolations(other)).map((text) => `${view}: ${text}`));
    }
    await other.context().close();
    return found;
  }
  let looks: readonly Promise<readonly string[]>[] | undefined;
  /** All sizes at the same time: each waits for the server most of its time. */
  const lookedAt = (index: number): Promise<readonly string[]> => {
    if (looks === undefined) {
      looks = sizes.map(lookAt);
      // Each failure is that of its own test.
      for (const look of looks) look.catch(() => undefined);
    }
    return looks[index] ?? Promise.reject(new RangeError(`there is no size ${index}`));
  };
  for (const [index, { scheme, width, accessible }] of sizes.entries())
    it(`fits into ${width} px, ${scheme}${accessible ? ", and breaks no rule of accessibility in any view" : ""}`, async () => {
      expect(await lookedAt(index)).to.deep.equal([]);
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
