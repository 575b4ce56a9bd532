// Orders flow through a running local stack, in turns with a page of its console open and without.
import { availableParallelism } from "node:os";
import { UsageError } from "../../cli/errors";
import { runningProcess } from "../../ops/stack/lock";
import type { Stack } from "../../ops/stack/stack-file";
import { launchChromium } from "../browser/chromium";
import { createStillness } from "../calls/at-rest";
import { outputsSchema } from "../run/outputs";
import { type Added, addedBy, type InputTime, type Turn } from "./figures";
import { createOrders } from "./orders";
import { openConsolePage, type PageMemory } from "./page";
import { mostMemory, processorTime } from "./processes";

/** What was measured. */
export interface ConsoleLoad {
  readonly turns: readonly Turn[];
  readonly added: Added;
  readonly inputs: readonly InputTime[];
  /** In the page, milliseconds. */
  readonly longestTask: number;
  /** After each turn with a page. */
  readonly memory: readonly PageMemory[];
  /** Of the process that serves the console, at its most, in MB. */
  readonly serverMemory: number;
  /** Of the page. */
  readonly errors: readonly string[];
}

/** Longest that a turn may take to come to rest, in milliseconds. */
const restMs = 600_000;

/**
 * @param orders in all
 * @param pairs of turns, 1 or more
 * @throws {UsageError} the stack has no console
 * @throws {Error} an order was refused, or the stack does not come to rest
 */
export async function measureConsole(
  stack: Stack,
  { orders, pairs }: { readonly orders: number; readonly pairs: number },
  signal: AbortSignal,
  onTurn: (turn: Turn) => void = () => undefined,
): Promise<ConsoleLoad> {
  const url = stack.console?.url;
  const pid = runningProcess();
  if (url === undefined || pid === undefined)
    throw new UsageError("the local run serves no console: start it with npm start -- --keep --no-traffic");
  const { atRest } = createStillness(stack, outputsSchema.parse(stack.outputs), signal);
  const placed = createOrders(stack, signal);
  const browser = await launchChromium();
  const turns: Turn[] = [];
  const inputs: InputTime[] = [];
  const memory: PageMemory[] = [];
  const errors: string[] = [];
  let longestTask = 0;
  const each = Math.floor(orders / pairs / 2);
  let orderId = await placed.place(1);

  /** Places the orders, and waits for what they cause. */
  async function flow(pid: number): Promise<Omit<Turn, "open">> {
    const [began, before] = [performance.now(), processorTime(pid)];
    orderId = await placed.place(each);
    await atRest(restMs);
    const after = processorTime(pid);
    return {
      orders: each,
      seconds: (performance.now() - began) / 1_000,
      server: after.own - before.own,
      emulator: after.descendants - before.descendants,
    };
  }

  async function flowWithPage(pid: number, url: string): ReturnType<typeof flow> {
    const page = await openConsolePage(browser, url);
    try {
      let flowing = true;
      const flowed = flow(pid).finally(() => {
        flowing = false;
      });
      while (flowing) await page.lookAround(orderId);
      inputs.push(...page.inputs);
      memory.push(await page.memory());
      errors.push(...page.errors);
      longestTask = Math.max(longestTask, await page.longestTask());
      return await flowed;
    } finally {
      await page.close();
    }
  }

  try {
    await atRest(restMs);
    for (let turn = 0; turn < pairs * 2; turn += 1) {
      // Each second pair the other way round, so that what grows with the orders weighs on both alike.
      const open = [true, false, false, true][turn % 4] === true;
      const done: Turn = { open, ...(await (open ? flowWithPage(pid, url) : flow(pid))) };
      turns.push(done);
      onTurn(done);
    }
  } finally {
    await browser.close();
  }
  const added = addedBy(turns, availableParallelism());
  return { turns, added, inputs, longestTask, memory, serverMemory: mostMemory(pid), errors };
}
