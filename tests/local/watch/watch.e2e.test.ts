import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { LambdaClient, ListVersionsByFunctionCommand } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { projectRoot } from "../../../launch/project-root.cjs";
import type { Stack } from "../../../ops/stack/stack-file";
import { axeViolations, openPage, screenshotPath, sharedBrowser } from "../../browser/support/page";
import { copyProject, type ProjectCopy } from "../../support/project-copy";
import { killStartedRuns, makeRunFolders, type RunFolders, type StartedRun, startCommand } from "../run/started-run";

const file = "functions/orders/domain/visible-order.ts";
const detail = "There is no such order.";

describe("npm start -- --keep --watch, in a copy of the project", () => {
  let copy: ProjectCopy;
  let folders: RunFolders;
  let run: StartedRun;
  let stack: Stack & { readonly outputs: { readonly orders: { readonly apiUrl: string } } };
  let token: string;
  let page: Page;

  before(async () => {
    copy = copyProject();
    // The emulator that is installed is the copy's as well.
    mkdirSync(join(projectRoot, ".local"), { recursive: true });
    symlinkSync(join(projectRoot, ".local"), join(copy.root, ".local"));
    folders = makeRunFolders();
    const args = ["local/start.ts", "--keep", "--watch", "--no-traffic", "--no-policies"];
    run = startCommand(folders, args, {}, copy.root);
    await run.printed("Press Ctrl-C to stop it.");
    stack = JSON.parse(readFileSync(join(folders.folder, "stack.json"), "utf8"));
    const minted = spawnSync(process.execPath, ["scripts/run.mjs", "local/token.ts", "--customer", "ada"], {
      ...{ cwd: copy.root, env: folders.env, encoding: "utf8" },
    });
    token = minted.stdout.trim();
    ({ page } = await openPage(await sharedBrowser(), stack.console?.url ?? ""));
  });

  after(async () => {
    killStartedRuns();
    folders.remove();
    copy.delete();
  });

  /** What the API answers to who asks for an order that is not there. */
  const answer = async () => {
    const url = `${stack.outputs.orders.apiUrl}/orders/11111111-2222-4333-8444-555555555555`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return ((await response.json()) as { readonly detail: string }).detail;
  };
  /** Saves another text in place of the one that is there, and waits for the run to say what came of it. */
  const save = async (from: string, to: string, says: RegExp) => {
    const before = run.output().length;
    copy.replace(file, from, to);
    await run.printed(says, before);
    return run.output().slice(before);
  };
  const live = /visible-order\.ts: live in \d+ ms, bundled in \d+: orders\/get, orders\/update-status\n/;

  it("answers with the new code of a saved file, and with the next one's", async () => {
    expect(await answer()).to.equal(detail);

    for (const [from, to] of [
      [detail, "Nobody knows it."],
      ["Nobody knows it.", "Not here."],
      ["Not here.", "Gone."],
      ["Gone.", detail],
    ] as const) {
      await save(`"${from}"`, `"${to}"`, live);
      expect(await answer()).to.equal(to);
    }
  });

  it("shows in the console what came of each save", async () => {
    const strip = page.getByRole("region", { name: "Saved files" });

    await strip.getByText(/^live in \d+ ms, bundled in \d+: orders\/get, orders\/update-status$/).waitFor();
    await strip.getByRole("button", { name: "3 before" }).click();
    expect(await strip.getByRole("listitem").count()).to.equal(3);
    await strip.getByRole("button", { name: "Close" }).click();
  });

  it("keeps of the versions before only the last, whose calls may still run", async () => {
    const { endpoint, region, credentials } = stack;
    const lambda = new LambdaClient({ endpoint, region, credentials: { ...credentials } });
    const { Versions = [] } = await lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: `orders-get-${stack.environmentSuffix}` }),
    );
    lambda.destroy();

    expect(Versions.map(({ Version }) => Version)).to.have.members(["$LATEST", "4", "5"]);
  });

  it("keeps the code before a mistake live, names its place, and goes on once it is right", async () => {
    const said = await save(
      `"${detail}"`,
      `"Broken`,
      /the code before stays live in orders\/get, orders\/update-status\n[\s\S]*╵/,
    );
    expect(said)
      .to.match(/functions\/orders\/domain\/visible-order\.ts:\d+:\d+/)
      .and.contain("Unterminated string");
    expect(await answer()).to.equal(detail);
    const strip = page.getByRole("region", { name: "Saved files" });
    await strip.getByText("the code before stays live in orders/get, orders/update-status").waitFor();
    await strip.getByText(/Unterminated string[\s\S]*functions\/orders\/domain\/visible-order\.ts:\d+:\d+:/).waitFor();
    for (const [width, scheme] of [
      [360, "light"],
      [800, "dark"],
      [1_440, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      expect(await page.evaluate("document.documentElement.scrollWidth"), String(width)).to.be.at.most(width);
      await page.screenshot({ path: screenshotPath(`watch-${width}-${scheme}`) });
    }
    expect(await axeViolations(page)).to.deep.equal([]);

    await save(`"Broken`, `"Right again."`, live);
    expect(await answer()).to.equal("Right again.");
  });

  it("says that a change of what declares resources needs a restart", async () => {
    copy.replace("index.ts", "import", "// changed\nimport");

    const says = "resources are declared by it: end this run with Ctrl-C and start it again";
    await run.printed(`index.ts: ${says}`);
    await page.getByRole("region", { name: "Saved files" }).getByText(says).waitFor();
  });

  it("leaves nothing behind", async () => {
    run.child.kill("SIGINT");

    expect(await run.ended).to.deep.equal({ code: 130, signal: null });
    expect(await run.left()).to.deep.equal([]);
  });
});
