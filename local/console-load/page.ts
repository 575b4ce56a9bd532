// A person in the console, who looks at one view after the other and types into them.
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";
import type { InputTime } from "./figures";
import { privateMemory } from "./processes";

/** What the page took of the browser. MB. */
export interface PageMemory {
  /** Objects of its scripts, after a collection. */
  readonly heap: number;
  /** Private memory of the process that draws it. */
  readonly process: number;
}

/** An open page, and who uses it. */
export interface ConsolePage {
  /** Looks at every view once. @param orderId what the search looks for */
  lookAround(orderId: string): Promise<void>;
  /** Every input so far. */
  readonly inputs: readonly InputTime[];
  /** Longest time without a pause in the page so far, in milliseconds: an input in it would wait for its end. */
  longestTask(): Promise<number>;
  memory(): Promise<PageMemory>;
  /** What the page reported as an error. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** A person does not click without a pause. */
const betweenMs = 250;
const pollMs = 20;
/** Longest wait for something to appear: a machine under load is slow. */
const patienceMs = 120_000;

/**
 * In the page, before its own scripts: notes each input's time from its event to its second frame, and what blocked the page. A click on a link
 * changes the address in a task of its own, which the first frame may not show yet.
 */
const observe = `
  window.inputTimes = [];
  window.longTasks = [];
  for (const kind of ["click", "input", "change"])
    window.addEventListener(kind, ({ timeStamp }) => {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => window.inputTimes.push(performance.now() - timeStamp);
        painted.port2.postMessage(0);
      }));
    }, { capture: true });
  new PerformanceObserver((list) => {
    window.longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: "longtask", buffered: true });`;

/** Opens the console. @param url with the token */
export async function openConsolePage(browser: Browser, url: string): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript({ content: observe });
  await page.goto(url);
  await page.getByRole("status").filter({ hasText: "live" }).waitFor();
  const session = await context.newCDPSession(page);
  const inputs: InputTime[] = [];

  async function until(what: string, look: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + patienceMs; !(await look()); await delay(pollMs))
      if (performance.now() > deadline) throw new Error(`${what} did not come within ${patienceMs / 1_000} s`);
  }

  /** Does something, and notes how long the page took to show it. */
  async function input(view: string, work: () => Promise<unknown>): Promise<void> {
    const before = await page.evaluate<number>("inputTimes.length");
    const began = performance.now();
    await work();
    // The page's own policy lets no function wait inside it.
    await until("the input's paint", async () => (await page.evaluate<number>("inputTimes.length")) > before);
    await page.locator("main", { hasNotText: "Reading…" }).waitFor();
    const shown = performance.now() - began;
    const paint = await page.evaluate<number>(`Math.max(...inputTimes.slice(${before}))`);
    inputs.push({ view, paint, shown });
    await delay(betweenMs);
  }
  const open = (view: string, title: string) =>
    input(view, () => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: title }).click());
  const type = async (view: string, label: string, text: string) => {
    for (const key of text)
      await input(view, async () => {
        await page.getByLabel(label).focus();
        await page.keyboard.type(key);
      });
    await input(view, () => page.getByLabel(label).fill(""));
  };
  /** The first of these, where there is one. */
  const first = async (view: string, selector: string) => {
    const found = page.locator(selector).first();
    if ((await found.count()) > 0) await input(view, () => found.click());
  };

  const visits: readonly ((orderId: string) => Promise<void>)[] = [
    async () => {
      await open("pipelines", "Pipelines");
      await first("pipelines", "a.node-function");
      await input("pipelines", () => page.getByRole("link", { name: "Close" }).click());
    },
    async () => {
      await open("logs", "Logs");
      await type("logs", "Filter lines", "ord");
      await input("logs", () => page.getByLabel("platform and metrics").check());
      await first("logs", ".line .row-button");
      await input("logs", () => page.getByLabel("platform and metrics").uncheck());
      await input("logs", () => page.getByRole("button", { name: "Pause" }).click());
    },
    async () => {
      await open("calls", "Calls");
      await type("calls", "Filter calls", "put");
      await input("calls", () => page.getByLabel("all callers").check());
    },
    async () => {
      await open("dashboards", "Dashboards");
      const tabs = page.getByRole("navigation", { name: "Dashboards" }).getByRole("link");
      for (const tab of (await tabs.all()).slice(0, 3)) await input("dashboards", () => tab.click());
      await input("dashboards", () => page.getByLabel("Last").selectOption({ label: "15 min" }));
    },
    async () => {
      await open("inbox", "Inbox");
      await first("inbox", ".list-emails a");
      await type("inbox", "Search emails", "ord");
    },
    async () => {
      await open("alarms", "Alarms");
      await type("alarms", "Filter alarms", "ord");
      await first("alarms", ".list-alarms a");
    },
    async () => {
      await open("errors", "Errors");
      await first("errors", "main .row-button");
    },
    async () => open("dead-letters", "Dead letters"),
    async (orderId) => {
      await open("search", "Search");
      await input("search", async () => {
        await page.getByLabel("Search an id").fill(orderId);
        await page.keyboard.press("Enter");
      });
    },
  ];

  return {
    inputs,
    errors,
    async lookAround(orderId) {
      for (const visit of visits) await visit(orderId);
    },
    longestTask: () => page.evaluate<number>("Math.max(0, ...longTasks)"),
    memory: () => memoryOf(browser, page, session),
    close: () => context.close(),
  };
}

async function memoryOf(browser: Browser, page: Page, session: CDPSession): Promise<PageMemory> {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
  // The process that draws the page is the one that has used the most processor time of those that draw.
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  await whole.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const sizes = renderers.map(({ id }) => privateMemory(id));
  if (sizes.length === 0) throw new Error(`no process draws ${page.url().split("#")[0]}`);
  return { heap: heap / 1e6, process: Math.max(...sizes) };
}
