import * as z from "zod";
import { momentOption } from "../../cli/values";
import { levels } from "../logs/line";
import { type CommandDefinition, common } from "./definition";

const levelNames = levels.map((level) => level.toLowerCase());

/** The command that prints the logs of functions. */
export const logsCommand = {
  summary: "Prints the logs of all functions as one stream, oldest line first.",
  details:
    "Stack traces have the files and lines of the sources. Lines of Lambda itself (START, END, REPORT) and embedded metrics are left out and counted. " +
    "Text that is no JSON, such as a timeout, is always an INFO or ERROR line. With --follow it goes on until Ctrl-C; --json then prints one document a line. " +
    "Without a line to print the exit code is 1, and what was read is said.",
  arguments: [],
  options: [
    { flags: "--follow", description: "go on with new lines until Ctrl-C" },
    { flags: "--function <name>", description: "only this function, such as orders-create" },
    { flags: "--correlation <id>", description: "only lines with this id: a correlation id, an order's, a shipment's" },
    { flags: "--level <level>", description: `least level: ${levelNames.join(", ")}`, fallback: "debug" },
    { flags: "--since <time>", description: "from when: 90s, 30m, 2h, 7d back, or ISO 8601", fallback: "15m" },
  ],
  examples: [
    "logs --since 5m",
    "logs --follow --level warn",
    "logs --correlation 8f14e45f-ceea-467f-a0e6-7b1c2d3e4f50 --json",
  ],
  schema: z.strictObject({
    ...common,
    follow: z.boolean().default(false),
    function: z.string().min(1).optional(),
    correlation: z
      .string()
      .regex(/^[^"\\\s]{1,128}$/, { error: "must be an id of 1 to 128 characters without quotes and spaces" })
      .optional(),
    level: z
      .string()
      .transform((text) => text.toUpperCase())
      .pipe(
        z.enum(levels, {
          error: ({ input }) => `must be one of ${levelNames.join(", ")}, '${String(input).toLowerCase()}' given`,
        }),
      ),
    since: momentOption,
  }),
} as const satisfies CommandDefinition;
