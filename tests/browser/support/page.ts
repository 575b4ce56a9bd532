import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { projectRoot } from "../../../launch/project-root.cjs";
import { launchChromium } from "../../../local/browser/chromium";

/** Longest wait for something to appear; a machine under load is slow. */
export const patienceMs = 120_000;

/** A foreign name that leads to this machine, as an attacker's name server would have it. */
export const reboundName = "rebound.example";

let started: Promise<Browser> | undefined;

after(async () => {
  await (await started)?.close();
});

/** The machine's Chromium, one for all tests of this folder: started when it is first asked for, ended after the last test. */
export function sharedBrowser(): Promise<Browser> {
  started ??= launchChromium([`--host-resolver-rules=MAP ${reboundName} 127.0.0.1`]);
  return started;
}

/** Opens the console in a page of its own; errors in the page are collected. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1440, scheme = "light" }: { readonly width?: number; readonly scheme?: "light" | "dark" } = {},
): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  await page.goto(url);
  await page.getByRole("status").filter({ hasText: "live" }).waitFor();
  return { page, errors };
}

/** Goes to a view, and waits until it has read what it shows. */
export async function go(page: Page, view: string): Promise<void> {
  // Not before the page has heard of it: what stood there until then was read long ago.
  await page.evaluate(`new Promise((resolve) => {
    const hash = ${JSON.stringify(`#/${view}`)};
    if (location.hash === hash) return resolve();
    addEventListener("hashchange", () => setTimeout(resolve), { once: true });
    location.hash = hash;
  })`);
  await page.locator("main", { hasNotText: "Reading…" }).waitFor();
}

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds wrong with a page, one line each.
 *
 * @param rules only these of axe's rules. @default all but those of WCAG's level AAA
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // By the debugger, as extensions do: the page's own policy refuses foreign scripts. It stays until the page is loaded anew.
  if (!(await page.evaluate<boolean>(`"axe" in window`))) await page.evaluate(axe);
  return await page.evaluate(async (only) => {
    const { axe: tool } = globalThis as unknown as {
      readonly axe: {
        run(options: {
          readonly resultTypes: readonly string[];
          readonly runOnly?: readonly string[] | undefined;
        }): Promise<{
          readonly violations: readonly {
            readonly id: string;
            readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations } = await tool.run({ resultTypes: ["violations"], runOnly: only });
    return violations.flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary.replaceAll("\n", " ")}`),
    );
  }, rules);
}

/** Screenshots stand beside the tests' other leavings, not in git. */
export function screenshotPath(name: string): string {
  const folder = join(projectRoot, ".local", "screenshots");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}
