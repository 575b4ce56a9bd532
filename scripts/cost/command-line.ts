import { Command } from "commander";
import * as z from "zod";
import { checkOptions, readOptions } from "../../cli/options";
import { countOption, stackOption } from "../../cli/values";
import { defaultOrdersPerMonth } from "./assumptions";

/** What the command line requests. */
export interface CostRequest {
  readonly stack: string;
  /** 1 to 1,000,000,000. */
  readonly orders: number;
  readonly format: "text" | "json" | "markdown";
}

const flags = z
  .object({
    stack: stackOption,
    orders: countOption(1, 1_000_000_000),
    json: z.boolean().default(false),
    markdown: z.boolean().default(false),
  })
  .refine(({ json, markdown }) => !json || !markdown, {
    path: ["json"],
    error: "must not be given together with --markdown",
  });

/**
 * Reads the command line of `npm run cost --`. Runs nothing.
 *
 * @param args without node and script
 * @returns the request, or the help text for `--help`
 * @throws {UsageError} an unknown option, a missing or a bad value
 */
export function parseCost(args: readonly string[]): CostRequest | { readonly help: string } {
  const command = new Command("npm run cost --")
    .description("Estimates what a stack costs: by month, and by million events. Needs no account and no emulator.")
    .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
    .option(
      "--orders <count>",
      "orders of a month, 1 to 1000000000; emails, shipment events and notifications come one with each",
      String(defaultOrdersPerMonth),
    )
    .option("--json", "everything, as JSON")
    .option("--markdown", "a short summary, for a comment on a pull request");
  const read = readOptions(command, args);
  if ("help" in read) return read;
  const { stack, orders, json, markdown } = checkOptions(command, flags, read.options);
  return { stack, orders, format: json ? "json" : markdown ? "markdown" : "text" };
}
