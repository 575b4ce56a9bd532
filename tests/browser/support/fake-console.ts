// A console over fakes: what a stack would answer is the test's own, so a page shows it at once.
import type { Page } from "playwright-core";
import { openConsole } from "../../../console/server/console";
import type { ConsoleSources, LocalSources } from "../../../console/server/sources";
import { consoleSources, localSources } from "../../console/support/sources";
import { openPage, sharedBrowser } from "./page";

/** A page of it, and errors in the page. */
export interface FakeConsole {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** Opens one with a page, and closes both behind the test. */
export async function withFakeConsole(
  local: Partial<LocalSources>,
  test: (opened: FakeConsole) => Promise<void>,
  more: Partial<ConsoleSources> = {},
): Promise<void> {
  const sources = consoleSources({ ...more, local: localSources(local) });
  const opened = await openConsole(sources, { changes: true, commandOptions: "", pollSeconds: 60 });
  try {
    const { page, errors } = await openPage(await sharedBrowser(), opened.url);
    try {
      await test({ page, errors });
    } finally {
      await page.context().close();
    }
  } finally {
    await opened.close();
  }
}
