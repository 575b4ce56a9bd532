import { Command, CommanderError } from "commander";
import * as z from "zod";
import { UsageError } from "../../cli/errors";
import { countOption } from "../../cli/values";
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
    stack: z.string().regex(/^[\w.-]{1,100}$/, "must be the name of a stack: 1 to 100 letters, digits, dots or dashes"),
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
  let help = "";
  const command = new Command("npm run cost --")
    .description("Estimates what a stack costs: by month, and by million events. Needs no account and no emulator.")
    .requiredOption("--stack <name>", "stack: dev, prod, local (Pulumi.<name>.yaml)")
    .option(
      "--orders <count>",
      "orders of a month, 1 to 1000000000; emails, shipment events and notifications come one with each",
      String(defaultOrdersPerMonth),
    )
    .option("--json", "everything, as JSON")
    .option("--markdown", "a short summary, for a comment on a pull request")
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({
      writeOut: (text) => {
        help += text;
      },
      writeErr: () => undefined,
    });
  try {
    command.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw usage([error.message.replace(/^error: /, "")]);
  }
  const read = flags.safeParse(command.opts());
  if (!read.success) {
    const given: Readonly<Record<string, unknown>> = command.opts();
    throw usage(
      read.error.issues.map(({ path, message }) => {
        const value = given[String(path[0])];
        const shown = typeof value === "string" && !message.includes("given") ? `, '${value}' given` : "";
        return `--${String(path[0])}: ${message}${shown}`;
      }),
    );
  }
  const { stack, orders, json, markdown } = read.data;
  return { stack, orders, format: json ? "json" : markdown ? "markdown" : "text" };
}

function usage(problems: readonly string[]): UsageError {
  return new UsageError(`${problems.join("\n")}\nTry: npm run cost -- --help`);
}
