import * as z from "zod";
import { mostIndexShards } from "../../functions/contracts/index-shards";

export interface OptionDefinition {
  /** Such as `--since <time>`; a flag has no `<value>`. */
  readonly flags: string;
  readonly description: string;
  /** The value, as if it had been given; shown in the help. @default none */
  readonly fallback?: string;
}

export interface ArgumentDefinition {
  readonly name: string;
  /** One or more; only the last argument. @default exactly one */
  readonly several?: true;
  readonly description: string;
}

export interface CommandDefinition {
  /** What stands in the list of commands: one sentence. */
  readonly summary: string;
  /** What stands in the command's own help, below the summary. */
  readonly details: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  /** Command lines behind `npm run ops --`. */
  readonly examples: readonly string[];
  /** Reads arguments and options, by their camelCase names. */
  readonly schema: z.ZodType;
}

/** What every command takes. */
export const commonOptions: readonly OptionDefinition[] = [
  { flags: "--json", description: "print one JSON document on standard output, and nothing else there" },
  {
    flags: "--outputs <file>",
    description: "a deployed stack: the file that `pulumi stack output --json` was written to",
  },
  { flags: "--stack <name>", description: "a deployed stack: ask `pulumi stack output --json` for its outputs" },
];

/** How every command's schema reads them. */
export const common = {
  json: z.boolean().default(false),
  outputs: z.string().optional(),
  stack: z.string().optional(),
};
export const yes: OptionDefinition = {
  flags: "--yes",
  description: "change without asking; needed without a terminal",
};
export const showAddresses: OptionDefinition = {
  flags: "--show-addresses",
  description: "print email addresses in full; masked by default",
};
export const indexShards: OptionDefinition = {
  flags: "--index-shards <count>",
  description: `where the stack's setting indexShards was lowered: what it was, 1 to ${mostIndexShards}`,
};
