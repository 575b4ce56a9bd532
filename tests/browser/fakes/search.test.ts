// A search for an id that no key leads to: what is known already is shown while tables are scanned.
import { expect } from "chai";
import type { Timeline } from "../../../console/contract";
import { installMs } from "../../../local/browser/chromium";
import { withFakeConsole } from "../support/fake-console";
import { go } from "../support/page";

const at = "2026-03-01T10:00:00.000Z";
const hop = (what: string, source: "log" | "table") => ({ at, pipeline: "orders", what, facts: {}, source });

function timeline(changes: Partial<Timeline>): Timeline {
  const lists = { orderIds: [], shipmentIds: [], correlationIds: [], events: [], notices: [] };
  return { id: "request-1", ...lists, left: [], command: "npm run ops -- trace request-1", ...changes };
}

describe("the search in the console", function () {
  this.timeout(installMs + 120_000);

  it("shows what logs and keys say while tables are scanned, then all, and scans nothing where a key has led to it", async () => {
    await withFakeConsole({}, async ({ page, errors }) => {
      const asked: string[] = [];
      let release: () => void = () => undefined;
      const scanned = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route("**/api/timeline", async (route) => {
        const { id, quick } = route.request().postDataJSON() as { readonly id: string; readonly quick: boolean };
        asked.push(`${id}${quick ? "" : " whole"}`);
        const line = hop("order stored", "log");
        if (id === "o-2" && quick) await route.fulfill({ json: timeline({ id, left: ["logs"], events: [line] }) });
        else if (id.startsWith("o-"))
          await route.fulfill({ json: timeline({ id, events: [hop("order placed", "table")] }) });
        else if (id === "nobody") await route.fulfill({ json: timeline({ id, left: quick ? ["tables"] : [] }) });
        else if (quick) await route.fulfill({ json: timeline({ left: ["tables"], events: [line] }) });
        else {
          await scanned;
          await route.fulfill({ json: timeline({ events: [line, hop("order placed", "table")] }) });
        }
      });
      const hops = page.locator(".hop-what b");
      const scanning = page.getByText("up to 20 MB of each table are scanned…");

      await go(page, "search/request-1");
      await hops.getByText("order stored").waitFor();
      await scanning.waitFor();
      expect(await hops.count()).to.equal(1);
      release();
      await hops.getByText("order placed").waitFor();
      expect(await hops.allTextContents()).to.deep.equal(["order stored", "order placed"]);
      expect(await scanning.count()).to.equal(0);

      await go(page, "search/o-1");
      await hops.getByText("order placed").waitFor();
      await go(page, "search/o-2");
      await hops.getByText("order placed").waitFor();
      await go(page, "search/nobody");
      await page.getByText("The tables, logs and emails know nothing about nobody.").waitFor();

      expect(asked).to.deep.equal([
        "request-1",
        "request-1 whole",
        "o-1",
        "o-2",
        "o-2 whole",
        "nobody",
        "nobody whole",
      ]);
      expect(errors).to.deep.equal([]);
      // Nothing watches saved files here.
      expect(await page.getByRole("region", { name: "Saved files" }).count()).to.equal(0);
    });
  });
});
