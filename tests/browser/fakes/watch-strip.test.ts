// What came of saved files, at the foot of every view.
import { expect } from "chai";
import type { WatchChange } from "../../../console/contract";
import { createWatchFeed } from "../../../console/server/watch";
import { installMs } from "../../../local/browser/chromium";
import { withFakeConsole } from "../support/fake-console";
import { axeViolations, go } from "../support/page";

const file = "functions/orders/get/index.ts";

function change(outcome: WatchChange["outcome"], more: Partial<WatchChange> = {}): Omit<WatchChange, "at"> {
  return { files: [file], functions: ["orders/get"], outcome, buildMs: 40, liveMs: 80, ...more };
}

describe("the strip of saved files", function () {
  this.timeout(installMs + 120_000);

  it("says what came of each save in every view, the last one first seen, and the earlier ones behind a click", async () => {
    const watch = createWatchFeed();
    await withFakeConsole({ watch }, async ({ page, errors }) => {
      const strip = page.getByRole("region", { name: "Saved files" });
      const last = strip.locator("[aria-live]");
      const badge = async (text: string) => {
        await last.locator(".badge", { hasText: text }).waitFor();
        return last.locator(".badge").getAttribute("class");
      };
      await strip.getByText("Save a file of functions/ to make it live.").waitFor();
      expect(await strip.getByRole("button").count()).to.equal(0);

      watch.add(change("live"));
      expect(await badge("live")).to.equal("badge badge-ok");
      expect(await last.textContent()).to.contain(`${file}live in 80 ms, bundled in 40: orders/get`);

      const mistake = `${file}:7:3: Unterminated string`;
      watch.add(change("failed", { message: mistake, files: [file, "functions/shared/cut.ts"] }));
      expect(await badge("failed")).to.equal("badge badge-bad");
      expect(await last.textContent()).to.contain(`${file} and 1 morethe code before stays live in orders/get`);
      expect(await strip.locator("pre").textContent()).to.equal(mistake);
      await go(page, "errors");
      expect(await strip.locator("pre").textContent()).to.equal(mistake);
      expect(await axeViolations(page)).to.deep.equal([]);

      watch.add(change("unchanged"));
      expect(await badge("unchanged")).to.equal("badge badge-plain");
      expect(await last.textContent()).to.contain("changes no function's code");
      expect(await strip.locator("pre").count()).to.equal(0);

      await strip.getByRole("button", { name: "2 before" }).click();
      const earlier = strip.getByRole("listitem").locator(".badge");
      expect(await earlier.allTextContents()).to.deep.equal(["live", "failed"]);
      await strip.getByRole("button", { name: "Close" }).click();
      expect(await earlier.count()).to.equal(0);
      expect(errors).to.deep.equal([]);
    });
  });

  it("says that a restart is needed for as long as the run goes on, also to a page that comes later", async () => {
    const watch = createWatchFeed();
    watch.add(change("restart", { files: ["index.ts"], message: "end this run with Ctrl-C and start it again" }));
    await withFakeConsole({ watch }, async ({ page }) => {
      const strip = page.getByRole("region", { name: "Saved files" });
      await strip.getByText("end this run with Ctrl-C and start it again").waitFor();
      expect(await strip.locator(".badge").allTextContents()).to.deep.equal(["restart"]);
      expect(await strip.locator("[aria-live]").textContent()).to.contain("index.tsdeclares resources");

      watch.add(change("live"));
      await strip.getByText("live in 80 ms", { exact: false }).waitFor();
      expect(await strip.locator(".badge").allTextContents()).to.deep.equal(["live", "restart needed"]);
    });
  });
});
