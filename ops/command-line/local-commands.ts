// The commands that work on a local run only.
import * as z from "zod";
import { checkFaultRule, effects, faultFields } from "../faults/rule";
import { type CommandDefinition, common } from "./definition";

/** Options of `faults add` that are numbers. */
const numbers: readonly string[] = ["status", "delayMs", "rate", "perSecond", "times", "forSeconds", "seed"];

/** A command line has texts only; what is no number stays a text, for the rule to refuse. */
function withNumbers(raw: unknown): unknown {
  return Object.fromEntries(
    Object.entries(Object(raw)).map(([name, value]) => {
      const number = numbers.includes(name) && value !== "" ? Number(value) : Number.NaN;
      return [name, Number.isNaN(number) ? value : number];
    }),
  );
}

export const localCommands = {
  calls: {
    summary:
      "Shows what the functions of the local run have called, denied calls first, and the grants that nobody used.",
    details:
      "Counted since the stack is up: calls of AWS by function, action and resource, with their outcomes, and requests to the API. Bodies are not kept. " +
      "A grant counts as AWS's own where Lambda or an encrypted service uses it for the function. One that nobody used may be for a failure that did " +
      "not happen; one that is unusable has no call in the function's code: take it away.",
    arguments: [],
    options: [
      { flags: "--function <name>", description: "only this function, such as orders-create" },
      { flags: "--all", description: "with administrators' calls, and the grants that are used" },
    ],
    examples: ["calls", "calls --function confirmations-sender", "calls --all --json"],
    schema: z.strictObject({ ...common, function: z.string().min(1).optional(), all: z.boolean().default(false) }),
  },
  "faults list": {
    summary: "Lists the fault rules of the local run, and the calls that each has met.",
    details: "Rules whose time or number is used up, and those that were cleared, stay in the list.",
    arguments: [],
    options: [],
    examples: ["faults list", "faults list --json"],
    schema: z.strictObject({ ...common }),
  },
  "faults add": {
    summary: "Makes calls of functions fail in the local run.",
    details:
      "All conditions that are given must fit; without any, every call of every function is met. Calls of administrators and requests to the API are " +
      `left alone. Effects:\n${Object.entries(effects)
        .map(([effect, does]) => `  ${effect}: ${does}`)
        .join("\n")}`,
    arguments: [],
    options: [
      { flags: "--effect <effect>", description: `one of ${Object.keys(effects).join(", ")}` },
      { flags: "--id <id>", description: "name of the rule; fault-1, fault-2, ... when absent" },
      { flags: "--function <name>", description: "only calls of this function, such as orders-create" },
      { flags: "--service <service>", description: "only calls of this service, as IAM names it: dynamodb" },
      { flags: "--action <action>", description: "only this action, as IAM names it: PutItem" },
      { flags: "--resource <name>", description: "only calls of this table, queue, topic or bus: orders-table" },
      { flags: "--recipient <address>", description: "only emails to this address" },
      { flags: "--code <code>", description: "of the effect error; InternalServerError when absent" },
      { flags: "--status <status>", description: "of the effect error, 400 to 599; 500 when absent" },
      { flags: "--delay-ms <ms>", description: "of the effect delay, 1 to 900000" },
      { flags: "--rate <share>", description: "share of the calls, above 0 and at most 1; 1 when absent" },
      {
        flags: "--per-second <calls>",
        description: "only calls beyond so many a second, 0.01 to 100000; as many may come at once",
      },
      { flags: "--times <count>", description: "end after so many calls, 1 to 1000000" },
      { flags: "--for-seconds <seconds>", description: "end after so many seconds, 1 to 86400", fallback: "60" },
      { flags: "--seed <number>", description: "which calls of a rate below 1, 0 to 4294967295; 1 when absent" },
    ],
    examples: [
      "faults add --effect throttle --resource orders-table --action PutItem --rate 0.3",
      "faults add --effect delay --delay-ms 2500 --function orders-create --for-seconds 300",
      "faults add --effect throttle --service ses --per-second 14",
      "faults add --effect lose-answer --service ses --times 1",
    ],
    schema: z.preprocess(withNumbers, faultFields.extend(common).superRefine(checkFaultRule)),
  },
  "faults clear": {
    summary: "Ends a fault rule of the local run, or all of them.",
    details: "",
    arguments: [],
    options: [{ flags: "--id <id>", description: "only this rule; all when absent" }],
    examples: ["faults clear", "faults clear --id fault-1"],
    schema: z.strictObject({ ...common, id: z.string().min(1).optional() }),
  },
} as const satisfies Readonly<Record<string, CommandDefinition>>;
