import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where systems install it. */
const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Longest installation. */
export const installMs = 300_000;

function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH ?? "", ...usual].find((path) => path !== "" && existsSync(path));
}

/**
 * The machine's Chromium: `CHROMIUM_PATH`, or where systems install it. Where there is none, it is installed by `apt-get`, if that is there and
 * permitted.
 *
 * @throws {Error} there is none, with what to do
 */
function needChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  let why = "";
  try {
    if (process.getuid?.() !== 0) throw new Error("only root may run apt-get");
    for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]])
      execFileSync("apt-get", args, { stdio: "pipe", timeout: installMs });
  } catch (error) {
    why = ` (apt-get did not install it: ${(error as Error).message.trim()})`;
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    `this needs Chromium, and found none${why}. Install it (apt-get install -y chromium) or set CHROMIUM_PATH`,
  );
}

/**
 * Starts it without a window.
 *
 * @param args more of its own options. Default: none
 * @throws {Error} there is none, with what to do
 */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: needChromium(),
    // Inside a container nothing may create namespaces; the pages are the project's own.
    args: ["--no-sandbox", "--disable-dev-shm-usage", ...args],
  });
}
