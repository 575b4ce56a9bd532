import { Command } from "commander";
import * as z from "zod";
import { type Quota, quotas } from "../../aws/quotas";
import { checkOptions, readOptions } from "../../cli/options";
import { countOption, readCount, stackOption } from "../../cli/values";

/** Bounds of the options; the burst is simulated message by message. */
export const bounds = { orders: { least: 0.001, most: 1_000_000 }, burst: 1_000_000, seed: 2_147_483_647 } as const;

/** What the command line asks for. */
export interface CapacityOptions {
  readonly stack: string;
  readonly ordersPerSecond: number;
  readonly burst: number;
  readonly granted: ReadonlyMap<string, number>;
  readonly seed: number;
  readonly format: "text" | "json" | "markdown";
}

const known: readonly Quota[] = Object.values(quotas);
const codes = known.flatMap(({ code }) => code ?? []);

const grant = z.string().transform((text, context) => {
  const [, code = "", value = ""] = /^(L-[0-9A-F]{8})=(.+)$/.exec(text) ?? [];
  const count = readCount(value, 1, 1_000_000_000);
  if (codes.includes(code) && count !== undefined) return [code, count] as const;
  const message = `must be the code of a quota and its value, a whole number from 1 to 1000000000, such as L-CDEF9B6B=200; codes: ${codes.join(", ")}; '${text}' given`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const rate = z.string().transform((text, context) => {
  const value = Number(text);
  const { least, most } = bounds.orders;
  if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value;
  context.addIssue({ code: "custom", message: `must be a number from ${least} to ${most}, '${text}' given` });
  return z.NEVER;
});

const flags = z
  .object({
    stack: stackOption,
    ordersPerSecond: rate,
    burst: countOption(1, bounds.burst).optional(),
    quota: z.array(grant).default([]),
    seed: countOption(0, bounds.seed),
    json: z.boolean().default(false),
    markdown: z.boolean().default(false),
  })
  .refine(({ json, markdown }) => !json || !markdown, {
    path: ["json"],
    error: "must not be given together with --markdown",
  });

const notes = `
Examples:
  npm run capacity -- --stack prod --orders-per-second 100
  npm run capacity -- --stack prod --orders-per-second 100 --burst 10000 --quota L-CDEF9B6B=200 --quota L-804C8AE8=10000000

Quotas are AWS's defaults for the stack's region: --quota names what the account has (Service Quotas in AWS's console). Exit codes: 0 nothing
breaks at that rate; 1 something does; 2 wrong usage.`;

/**
 * Reads the command line of `npm run capacity --`. Runs nothing.
 *
 * @param args without node and script
 * @returns the options, or the help text for `--help`
 * @throws {UsageError} an unknown option, a missing or a bad value
 */
export function parseCapacity(args: readonly string[]): CapacityOptions | { readonly help: string } {
  const command = new Command("npm run capacity --")
    .description("Says what breaks first at a number of orders a second. Needs no account and no emulator.")
    .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
    .requiredOption("--orders-per-second <n>", "orders a second, with the emails, shipments and notifications of each")
    .option("--burst <orders>", "orders that come at once, 1 to 1000000; default: those of a minute")
    .option("--quota <code=value...>", "what the account has been granted, instead of AWS's default")
    .option("--seed <n>", "of the waits between tries", "1")
    .option("--json", "everything, as JSON")
    .option("--markdown", "as a table in Markdown")
    .addHelpText("after", notes);
  const read = readOptions(command, args);
  if ("help" in read) return read;
  const { stack, ordersPerSecond, burst, quota, seed, json, markdown } = checkOptions(command, flags, read.options);
  return {
    stack,
    ordersPerSecond,
    burst: burst ?? Math.min(bounds.burst, Math.max(1, Math.round(60 * ordersPerSecond))),
    granted: new Map(quota),
    seed,
    format: json ? "json" : markdown ? "markdown" : "text",
  };
}
