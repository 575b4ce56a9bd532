// The button that measures what events cost: asked before, shown while it is on its way, and after a reload.
import { expect } from "chai";
import { serve } from "../../../cli/loopback-server";
import type { CallCosts } from "../../../console/contract";
import type { LocalSources } from "../../../console/server/sources";
import { installMs } from "../../../local/browser/chromium";
import { consoleSources } from "../../console/support/sources";
import { type FakeConsole, withFakeConsole } from "../support/fake-console";
import { axeViolations, go } from "../support/page";

const measured: CallCosts = {
  at: new Date().toISOString(),
  flows: [
    {
      ...{ name: "orders: placed", events: 25, modelUsd: 12.5, usd: 13.75 },
      steps: [
        { what: "write to orders-table", modelled: 2, called: 2.2, modelUsd: 2.5, usd: 2.75, differs: true },
        { what: "Lambda requests", modelled: 3, modelUsd: 10, usd: 11, differs: false },
      ],
    },
  ],
};

describe("costs by the calls in the console", function () {
  this.timeout(installMs + 120_000);

  it("are measured by a button after a question, and shown step by step beside the estimate", async () => {
    let running = false;
    let last: CallCosts | undefined;
    let end: () => void = () => undefined;
    const costs: LocalSources["costs"] = {
      state: () => ({ running, ...(last !== undefined && { last }) }),
      async measure() {
        running = true;
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        running = false;
        last = measured;
        return measured;
      },
    };
    const run = await serve((_request, response) => {
      response.end(JSON.stringify({ counts: [], grants: [] }));
    });
    const target = { ...consoleSources().target, endpoint: run.url, control: { url: run.url, token: "token" } };
    const measuring = async ({ page, errors }: FakeConsole) => {
      await go(page, "calls");
      await page.getByText("Nothing was measured yet").waitFor();
      await page.getByRole("button", { name: "Measure" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("nobody else may use the run").waitFor();
      expect(running).to.equal(false);
      await dialog.getByRole("button", { name: "Do it" }).click();
      await page.getByRole("button", { name: "Measuring…" }).waitFor();
      await page.reload();
      const button = page.getByRole("button", { name: "Measuring…" });
      await button.waitFor();
      expect(await button.isDisabled()).to.equal(true);
      end();

      const rows = page.getByRole("region", { name: "Cost of orders: placed" }).getByRole("row");
      await rows.first().waitFor();
      expect(await rows.allTextContents()).to.deep.equal([
        "orders: placed, 25 eventsEach, by the estimateEach, by the callsUSD, estimateUSD, callsNote",
        "write to orders-table22.22.502.75differs",
        "1 step that no call shows10.0011.00",
        "total12.5013.75",
      ]);
      expect(await axeViolations(page)).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
    };
    try {
      await withFakeConsole({ costs }, measuring, { target });
    } finally {
      end();
      await run.close();
    }
  });
});
