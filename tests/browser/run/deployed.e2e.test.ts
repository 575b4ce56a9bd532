// `npm run console -- --outputs FILE`: the console as of a deployed stack, by the SDK alone, over a local run in AWS's place.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { functionEntries } from "../../../components/functions";
import { pipelineNames } from "../../../components/pipelines";
import type { Stack } from "../../../ops/stack/stack-file";
import { type StartedRun, startCommand } from "../../local/run/started-run";
import { failureOf } from "../../support/failure-of";
import { addressIn, authorizationFor } from "../support/console-address";
import { begunWithRun, type ConsoleRun, consoleRun, ended, startMs } from "../support/console-run";
import { go, openPage, patienceMs } from "../support/page";
import { ask, placeOrder, sendPoison } from "../support/traffic";

const commands: StartedRun[] = [];
const consoles = begunWithRun((run) => Promise.all([open(run, "--allow-changes"), open(run)]));
after(() => Promise.all(commands.map(ended)));
/** What lies among the dead letters is waited for as on AWS, seconds for each look: beside the other tests, on a page of its own. */
const redriven = begunWithRun(async (run) => {
  const shipmentId = await sendPoison(run);
  const [url = ""] = await consoles();
  const { page, errors } = await openPage(run.browser, url);
  await redriveAndDiscard(page, shipmentId);
  await page.context().close();
  return errors;
});

/** Starts the command as for a stack on AWS, whose place the emulator has. @returns the address that it prints */
async function open({ folders }: ConsoleRun, ...options: readonly string[]): Promise<string> {
  const { folder } = folders;
  const stack = JSON.parse(readFileSync(join(folder, "stack.json"), "utf8")) as Stack;
  const file = join(folder, "outputs.json");
  writeFileSync(file, JSON.stringify(stack.outputs));
  const command = startCommand(folders, ["console/console.ts", "--outputs", file, ...options], {
    AWS_ENDPOINT_URL: stack.endpoint,
    AWS_ENDPOINT_URL_CODEDEPLOY: stack.codeDeployEndpoint,
    AWS_ACCESS_KEY_ID: stack.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: stack.credentials.secretAccessKey,
  });
  commands.push(command);
  return await addressIn(command, /(http:\/\/127\.0\.0\.1:\d+\/#token=\S+)/);
}

async function redriveAndDiscard(page: Page, shipmentId: string): Promise<void> {
  await go(page, "dead-letters");
  const first = await lookForOther(page, null);
  await page.locator("main tbody tr", { hasText: shipmentId }).waitFor();
  await page.getByRole("button", { name: "Redrive all" }).click();
  await confirm(page);
  await page.getByText("1 message sent back.").waitFor();

  // It is as bad as before, so it comes back under another id.
  await lookForOther(page, first);
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.getByText("LOST_IN_SPACE").waitFor();
  await page.getByText("was received for this look, and given back").waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await confirm(page);
  await page.getByText(/^All \d+ failure queues are empty\.$/).waitFor();
}

/** Types what a change must be confirmed with, and does it. */
async function confirm(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  const yes = dialog.getByRole("button", { name: "Do it" });
  await dialog.getByRole("textbox").fill("dev");
  expect(await yes.isDisabled()).to.equal(true);
  await dialog.getByRole("textbox").fill("local");
  await yes.click();
}

/** On AWS a look receives messages, so the page looks only when a person asks. @returns the id of the one message, when it is another */
async function lookForOther(page: Page, before: string | null): Promise<string | null> {
  for (const deadline = Date.now() + patienceMs; ; ) {
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/ops"));
    await page.getByRole("button", { name: "Look again" }).click();
    await answered;
    const found = page.locator("main tbody tr");
    const ids = await found.evaluateAll((all) => all.map((row) => row.getAttribute("data-message")));
    if (ids.length === 1 && ids[0] !== undefined && ids[0] !== before) return ids[0];
    expect(Date.now(), `messages ${ids.join()}`).to.be.below(deadline);
  }
}

describe("the console of a deployed stack", function () {
  this.timeout(patienceMs * 4);
  let run: ConsoleRun;
  let page: Page;
  let errors: readonly string[];
  let orderId = "";
  let [url, readOnly] = ["", ""];

  before(async function () {
    this.timeout(startMs);
    run = await consoleRun();
    orderId = await placeOrder(run);
    [url = "", readOnly = ""] = await consoles();
    ({ page, errors } = await openPage(run.browser, url));
  });
  after(() => page.context().close());

  const header = () => page.getByRole("banner");
  it("says which stack it is, that changes are allowed, and what looking costs", async () => {
    await header().getByText("changes allowed").waitFor();
    expect(await header().textContent())
      .to.contain("local")
      .and.to.contain("us-east-1");
    await page.getByText(/about 0\.02 USD an hour/).waitFor();
  });

  it("counts the queues, under the addresses that SQS has for them", async () => {
    await go(page, "pipelines");
    await page.locator("a.node", { hasText: "0 waiting" }).first().waitFor();
    expect(await page.locator("a.node", { hasText: "waiting" }).count()).to.be.at.least(3 * (pipelineNames.length - 1));
    expect(await page.locator(".problem").count()).to.equal(0);
    await go(page, "pipelines/orders-create-local");
    await page.getByRole("complementary").getByRole("link", { name: "in AWS's console" }).waitFor();
  });

  for (const [view, why] of [
    ["inbox", "SES keeps no copy of an email"],
    ["calls", "look into CloudTrail"],
    ["faults", "Fault Injection Service"],
  ] as const)
    it(`says why it has no ${view}, and asks the server for none`, async () => {
      const asked: string[] = [];
      const hear = (request: { url(): string }) => void asked.push(new URL(request.url()).pathname);
      page.on("request", hear);
      await go(page, view);
      await page.locator("main .empty", { hasText: why }).waitFor();
      page.off("request", hear);
      expect(asked.filter((path) => path.startsWith("/api/"))).to.deep.equal([]);
    });

  it("finds an order, its alarms, its functions' logs, its dashboards and its releases", async () => {
    await go(page, `search/${orderId}`);
    await page.locator(".hop-what b", { hasText: "order placed" }).waitFor();
    await go(page, "alarms/orders-create-error-rate-alarm-local");
    await page.getByRole("complementary").getByText("Runbook: function-errors").waitFor();
    await go(page, "logs");
    await page.locator(".line", { hasText: "request answered" }).first().waitFor();
    await go(page, "dashboards");
    await page.locator("[data-widget]").first().waitFor();
    expect(await page.locator("[data-widget]").count()).to.be.at.least(pipelineNames.length);
    await go(page, "releases");
    await page.getByText("npm run ops -- rollout --outputs").waitFor();
    expect(await page.locator(".list-releases li", { hasText: "version" }).count()).to.equal(functionEntries.length);
  });

  it("redrives and discards what failed, each confirmed by typing the environment's name", async () => {
    expect(await redriven()).to.deep.equal([]);
  });

  it("changes nothing without --allow-changes", async () => {
    const { page: looking } = await openPage(run.browser, readOnly);
    await looking.getByRole("banner").getByText("read only").waitFor();
    await looking.context().close();
    const event = { carrier: "test", detail: "{}", confirm: "local" };
    const asked = ask({ url: readOnly, authorization: () => authorizationFor(readOnly) }, "try/event", event);
    expect((await failureOf(asked)).message)
      .to.contain("403")
      .and.to.contain("start it with --allow-changes");
  });

  it("leaves no error in the page, and nothing that its policy refused", () => {
    expect(errors).to.deep.equal([]);
  });
});
