// Commands that change how the stack runs, or bring its data back.
import * as z from "zod";
import { momentOption } from "../../cli/values";
import { type CommandDefinition, common, showAddresses, yes } from "./definition";

export const recoveryCommands = {
  restore: {
    summary: "Brings items of a table back from an earlier moment.",
    details:
      "Restores the table beside itself, compares both, and copies back what is chosen, each item on the condition that the table still has " +
      "what was compared. Without --copy it only compares. What was written after --at is never overwritten, unless --lose-writes says so for the " +
      "items of --keys. The copy has no stream: it publishes nothing. Cut off, the same command goes on where it was; --drop-copy ends it. " +
      "--replace puts the whole table back instead: it closes what uses the table, deletes the table and restores it under its name, and refuses where " +
      "that loses writes, unless --lose-writes says so. It takes --confirm with the table's whole name. `pulumi up --refresh` then opens the shop. See " +
      "docs/restore.md.",
    arguments: [],
    options: [
      { flags: "--table <table>", description: "the table: its name, with or without the environment behind it" },
      {
        flags: "--at <time>",
        description: "the moment: 90s, 30m, 2h, 7d back, or ISO 8601, to the second; up to 35 days back",
      },
      {
        flags: "--into <name>",
        description: "name of the copy; by default orders-table-r1-prod for orders-table-prod",
      },
      {
        flags: "--copy <what>",
        description: "what to copy back: nothing, missing, damaged, or both",
        fallback: "nothing",
      },
      {
        flags: "--keys <keys>",
        description: "only items with these keys, as the comparison shows them, separated by commas",
      },
      { flags: "--replace", description: "put the whole table back, as it was" },
      { flags: "--confirm <name>", description: "with --replace: the table's whole name, to delete it" },
      { flags: "--open", description: "open again what a --replace that was given up has closed" },
      {
        flags: "--lose-writes",
        description: "with --keys or --replace: also items that were written later, or do not say when",
      },
      { flags: "--drop-copy", description: "delete the copy at the end, when everything chosen is back" },
      { flags: "--dry-run", description: "say what would happen, change nothing" },
      showAddresses,
      yes,
    ],
    examples: [
      "restore --table orders-table --at 2h --dry-run",
      "restore --table orders-table --at 2026-11-28T09:30:00Z --yes",
      "restore --table orders-table --at 2026-11-28T09:30:00Z --copy both --drop-copy --yes",
      "restore --table orders-table --at 2026-11-28T09:30:00Z --replace --dry-run",
    ],
    schema: z
      .strictObject({
        ...common,
        table: z.string({ error: "is missing" }).min(1),
        at: z.string({ error: "is missing" }).pipe(momentOption),
        into: z.string().optional(),
        copy: z.enum(["nothing", "missing", "damaged", "both"], {
          error: "must be one of nothing, missing, damaged, both",
        }),
        keys: z
          .string()
          .transform((text) => text.split(",").map((key) => key.trim()))
          .optional(),
        replace: z.boolean().default(false),
        confirm: z.string().optional(),
        open: z.boolean().default(false),
        loseWrites: z.boolean().default(false),
        dropCopy: z.boolean().default(false),
        dryRun: z.boolean().default(false),
        showAddresses: z.boolean().default(false),
        yes: z.boolean().default(false),
      })
      .refine(
        ({ loseWrites, keys, copy, replace }) => !loseWrites || replace || (keys !== undefined && copy !== "nothing"),
        { path: ["loseWrites"], error: "takes --keys and --copy, or --replace" },
      )
      .refine(
        ({ replace, open, copy, keys, dropCopy }) => !(replace || open) || (copy === "nothing" && !keys && !dropCopy),
        {
          path: ["replace"],
          error: "takes no --copy, --keys or --drop-copy, nor does --open",
        },
      )
      .refine(({ replace, open }) => !(replace && open), { path: ["open"], error: "takes no --replace" })
      .refine(({ replace, confirm }) => replace || confirm === undefined, {
        path: ["confirm"],
        error: "takes --replace",
      }),
  },
  rollout: {
    summary:
      "Shifts the calls of functions to their newest versions, step by step, and back again when one of them fails.",
    details:
      "After `pulumi up` of a stack with the setting `rollout`. Compares each function's alias with its newest version and lets CodeDeploy " +
      "shift the calls of all that differ, at the same time, as the setting says. A function whose calls fail is taken back by its alarm; then the others are " +
      "stopped and taken back too. A deployment that is running already is followed. Nothing begins while an alarm of a function that waits is raised, nor for " +
      "a version that was taken back before. Ctrl-C ends the following only. Old versions are deleted at the end: five stay, and what an alias names. " +
      "Exit code 1: taken back, or not followed to the end; 3: refused, nothing was begun.",
    arguments: [],
    options: [
      { flags: "--function <name>", description: "one function only, such as orders-create" },
      { flags: "--retry", description: "try a version again that was taken back before" },
      { flags: "--dry-run", description: "say what would happen, change nothing" },
      yes,
    ],
    examples: ["rollout --dry-run", "rollout --yes", "rollout --function orders-create --retry"],
    schema: z.strictObject({
      ...common,
      function: z.string().min(1).optional(),
      retry: z.boolean().default(false),
      dryRun: z.boolean().default(false),
      yes: z.boolean().default(false),
    }),
  },
} satisfies Readonly<Record<string, CommandDefinition>>;
