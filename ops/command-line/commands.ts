// Every operators' command as data: names, arguments, options and what they accept. Imports nothing that runs one, so that tests and
// documents can look at it.
import * as z from "zod";
import { countOption, momentOption } from "../../cli/values";
import { mostIndexShards } from "../../functions/contracts/index-shards";
import { type CommandDefinition, common, indexShards, showAddresses, yes } from "./definition";
import { localCommands } from "./local-commands";
import { logsCommand } from "./logs-command";
import { recoveryCommands } from "./recovery-commands";

/** The commands by name; a name of two words is a command below a command. */
export const opsCommands = {
  errors: {
    summary: "Prints the last errors of a function, newest first.",
    details:
      "Reads the error log by its index. Entries hold no personal data: they were redacted when they were written.",
    arguments: [],
    options: [
      {
        flags: "--function <name>",
        description: "such as orders-create, with or without the environment behind it",
      },
      { flags: "--since <time>", description: "from when: 90s, 30m, 2h, 7d back, or ISO 8601", fallback: "2h" },
      { flags: "--until <time>", description: "to when; now when absent" },
      { flags: "--limit <count>", description: "most entries, 1 to 10000", fallback: "50" },
      { flags: "--cursor <text>", description: "go on where the page before ended, as it says" },
      { flags: "--verbose", description: "with the error's stack and the redacted event" },
      indexShards,
    ],
    examples: ["errors --function orders-create", "errors --function confirmations-sender --since 2h --json"],
    schema: z.strictObject({
      ...common,
      function: z.string({ error: "is missing" }).min(1),
      since: momentOption,
      until: momentOption.optional(),
      limit: countOption(1, 10_000),
      cursor: z.string().optional(),
      verbose: z.boolean().default(false),
      indexShards: countOption(1, mostIndexShards).optional(),
    }),
  },
  deadletters: {
    summary: "Shows the messages in dead-letter and failure queues: how many, how old, and why.",
    details:
      "On AWS a look inside receives up to --peek messages of a queue, hides them for as long as the look takes, and gives them back " +
      "at once: their receive count grows by one, which has no effect in these queues, for they have no redrive policy of their own. " +
      "With --peek 0 nothing is touched. The local emulator shows its queues without receiving.",
    arguments: [],
    options: [
      { flags: "--queue <queue>", description: "one queue only: its name, with or without the environment behind it" },
      { flags: "--peek <count>", description: "messages to look at in each queue, 0 to 100", fallback: "10" },
    ],
    examples: [
      "deadletters",
      "deadletters --queue confirmations-dead-letters --peek 100",
      "deadletters --peek 0 --json",
    ],
    schema: z.strictObject({ ...common, queue: z.string().optional(), peek: countOption(0, 100) }),
  },
  redrive: {
    summary: "Sends dead letters back to where they came from.",
    details:
      "Fix the cause first. Each message goes back once; one that fails again and returns while the command runs is left where it is. " +
      "What was sent and could not be deleted is kept in .local/redrives: the next redrive deletes it and sends it no second time. " +
      "Subscription and rule dead letters go to the queue that they were meant for; failed asynchronous calls are made again with the " +
      "original event. Failure queues of streams say which records their function did not take: these are read from the stream, for 24 hours, and " +
      "given to it again; later they are made again from the orders table and the audit trail, and what nobody knows any more is said.",
    arguments: [],
    options: [
      {
        flags: "--queue <queue>",
        description: "the dead-letter queue: its name, with or without the environment behind it",
      },
      { flags: "--dry-run", description: "say what would happen, change nothing" },
      { flags: "--max <count>", description: "most messages, 1 to 1000000; all when absent" },
      {
        flags: "--messages <ids>",
        description: "only these messages, by the ids that `deadletters` shows, separated by commas; 100 at most",
      },
      {
        flags: "--confirm-resend",
        description:
          "permit one more email for each order (confirmations) or notification whose email is UNCERTAIN; its receiver may get two",
      },
      {
        flags: "--send-unclear",
        description: "also send those of which it is unknown whether an earlier redrive sent them",
      },
      yes,
    ],
    examples: [
      "redrive --queue confirmations-dead-letters --dry-run",
      "redrive --queue confirmations-dead-letters --yes",
      "redrive --queue confirmations-dead-letters --max 1 --confirm-resend",
      "redrive --queue shipments-dead-letters --messages 5fea7756-0ea4-451a-a703-a558b933e274",
    ],
    schema: z.strictObject({
      ...common,
      queue: z.string({ error: "is missing" }).min(1),
      dryRun: z.boolean().default(false),
      max: countOption(1, 1_000_000).optional(),
      messages: z
        .string()
        .transform((text) => text.split(",").map((id) => id.trim()))
        .pipe(z.array(z.string().min(1, "must be ids, separated by commas").max(100)).max(100))
        .optional(),
      confirmResend: z.boolean().default(false),
      sendUnclear: z.boolean().default(false),
      yes: z.boolean().default(false),
    }),
  },
  republish: {
    summary: "Publishes the confirmation request and the events of orders again.",
    details:
      "The publisher is given the records that the orders table's stream had, made again from the table and the audit trail. Receivers know " +
      "repetitions by order and version; an order whose confirmation went out gets no second one, as long as its delivery is kept. For orders " +
      "that were restored from a backup, which publish nothing by themselves, and for what the stream has dropped.",
    arguments: [{ name: "orders", several: true, description: "order ids" }],
    options: [{ flags: "--dry-run", description: "say what would be published, change nothing" }, yes],
    examples: [
      "republish 8f14e45f-ceea-467f-a0e6-7b1c2d3e4f50 --dry-run",
      "republish 8f14e45f-ceea-467f-a0e6-7b1c2d3e4f50 --yes",
    ],
    schema: z.strictObject({
      ...common,
      orders: z.array(z.string().trim().min(1).max(128)).min(1).max(1_000),
      dryRun: z.boolean().default(false),
      yes: z.boolean().default(false),
    }),
  },
  restore: recoveryCommands.restore,
  discard: {
    summary: "Removes one dead letter for good.",
    details:
      "For a message that cannot be fixed, such as one that is not JSON, or a position in a stream that cannot be rebuilt. " +
      "Its id is what `deadletters` shows.",
    arguments: [],
    options: [
      {
        flags: "--queue <queue>",
        description: "the dead-letter queue: its name, with or without the environment behind it",
      },
      { flags: "--message <id>", description: "id of the message" },
      {
        flags: "--save <file>",
        description: "save the whole message, with personal data, to this new file first",
      },
      yes,
    ],
    examples: ["discard --queue confirmations-dead-letters --message 5fea7756-0ea4-451a-a703-a558b933e274"],
    schema: z.strictObject({
      ...common,
      queue: z.string({ error: "is missing" }).min(1),
      message: z.string({ error: "is missing" }).min(1),
      save: z.string().min(1).optional(),
      yes: z.boolean().default(false),
    }),
  },
  trace: {
    summary: "Prints everything that the tables know about an order, a shipment or a correlation id, in time order.",
    details:
      "Orders and shipments are found by key and index. A correlation id has no index: tables are scanned up to --pages pages each, " +
      "and errors and notifications are searched in the time around what was found. What was not searched to its end is said.",
    arguments: [{ name: "id", description: "order id, shipment id or correlation id" }],
    options: [
      {
        flags: "--pages <count>",
        description: "most pages (1 MB) of each search without an index, 1 to 1000",
        fallback: "20",
      },
      { flags: "--keys-only", description: "follow keys and indexes only, and scan no table" },
      showAddresses,
      indexShards,
    ],
    examples: ["trace 8f14e45f-ceea-467f-a0e6-7b1c2d3e4f50", "trace parcel-17 --json"],
    schema: z.strictObject({
      ...common,
      id: z.string().trim().min(1).max(255),
      pages: countOption(1, 1000),
      keysOnly: z.boolean().default(false),
      showAddresses: z.boolean().default(false),
      indexShards: countOption(1, mostIndexShards).optional(),
    }),
  },
  logs: logsCommand,
  rollout: recoveryCommands.rollout,
  ...localCommands,
  "suppressions list": {
    summary: "Lists the addresses that get no more email, and why.",
    details: "",
    arguments: [],
    options: [
      { flags: "--limit <count>", description: "most addresses, 1 to 100000", fallback: "1000" },
      showAddresses,
    ],
    examples: ["suppressions list", "suppressions list --show-addresses --json"],
    schema: z.strictObject({ ...common, limit: countOption(1, 100_000), showAddresses: z.boolean().default(false) }),
  },
  "suppressions remove": {
    summary: "Lets an address get email again.",
    details:
      "Only after its owner asked for it: email to somebody who complained, or to an address that does not exist, costs reputation. " +
      "The account's own suppression list in SES is another one: `aws sesv2 delete-suppressed-destination --email-address ADDRESS`.",
    arguments: [{ name: "address", description: "the email address" }],
    options: [yes, showAddresses],
    examples: ["suppressions remove ann@example.com", "suppressions remove ann@example.com --yes"],
    schema: z.strictObject({
      ...common,
      address: z.string().trim().min(3).max(320),
      yes: z.boolean().default(false),
      showAddresses: z.boolean().default(false),
    }),
  },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandName = keyof typeof opsCommands;

/** Arguments and options of a command, read. */
export type InputOf<K extends CommandName> = z.output<(typeof opsCommands)[K]["schema"]>;

/** A command line, read. */
export type Parsed = { [K in CommandName]: { readonly command: K; readonly input: InputOf<K> } }[CommandName];

/** The names, in the order of the help. */
export const commandNames = Object.keys(opsCommands) as CommandName[];
