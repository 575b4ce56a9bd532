import * as z from "zod";

/** What a fault does to a call. Names as in AWS FIS, LocalStack's chaos API and Toxiproxy, where these have one. */
export const effects = {
  error: "answered with `code` and `status`; AWS does not get the call",
  throttle: "answered with the service's throttling error; AWS does not get the call",
  delay: "AWS executes the call, and its answer arrives `delayMs` later",
  refuse: "the connection is cut before AWS gets the call",
  "lose-answer": "AWS executes the call, and the connection is cut instead of an answer",
  hang: "AWS does not get the call, and no answer arrives until the caller gives up",
  truncate: "AWS executes the call, and half of its answer arrives",
  "partial-failure": "PutEvents only: AWS executes the call, and its answer says that the last entry failed",
  kill: "AWS executes the call, and the process of the function that made it is killed (SIGKILL)",
} as const;

export type Effect = keyof typeof effects;

const bounds = {
  status: { least: 400, most: 599 },
  delayMs: { least: 1, most: 900_000 },
  times: { least: 1, most: 1_000_000 },
  forSeconds: { least: 1, most: 86_400 },
  seed: { least: 0, most: 2 ** 32 - 1 },
  perSecond: { least: 0.01, most: 100_000 },
} as const;

const whole = ({ least, most }: { readonly least: number; readonly most: number }) => {
  const error = ({ input }: { readonly input?: unknown }) =>
    `must be a whole number from ${least} to ${most}, ${shown(input)} given`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const name = z.string({ error: ({ input }) => `must be a text, ${shown(input)} given` }).regex(/^[\w@.:/+$-]{1,256}$/, {
  error: ({ input }) => `must be a name of 1 to 256 characters without spaces and wildcards, ${shown(input)} given`,
});
const rateError = ({ input }: { readonly input?: unknown }) =>
  `must be a number above 0 and at most 1, ${shown(input)} given`;
const limitError = ({ input }: { readonly input?: unknown }) =>
  `must be a number from ${bounds.perSecond.least} to ${bounds.perSecond.most}, ${shown(input)} given`;

/** Fields of a rule, each checked alone. */
export const faultFields = z.strictObject({
  /** Names the rule in lists and records. @default `fault-1`, `fault-2`, ... */
  id: name.optional(),
  /** Only calls of this function, with or without the environment's suffix. @default every function's */
  function: name.optional(),
  /** As IAM names it: `dynamodb`. @default every service */
  service: name.optional(),
  /** As IAM names it: `PutItem`. @default every action */
  action: name.optional(),
  /**
   * Of the call: `orders-table`, `table/orders-table-dev`. A table stands for its indexes as well; the environment's suffix may be left out.
   * @default every resource, and calls that name none
   */
  resource: name.optional(),
  /** Only emails to this address. @default every call */
  recipient: name.optional(),
  effect: z.enum(Object.keys(effects) as [Effect, ...Effect[]], {
    error: ({ input }) => `must be one of ${Object.keys(effects).join(", ")}, ${shown(input)} given`,
  }),
  /** Of `error`: the service's code. @default `InternalServerError` */
  code: name.optional(),
  /** Of `error`: HTTP status, 400 to 599. @default 500 */
  status: whole(bounds.status).optional(),
  /** Of `delay`, which needs it: milliseconds, 1 to 900,000. */
  delayMs: whole(bounds.delayMs).optional(),
  /** Share of the calls that it meets, above 0 and at most 1. @default 1 */
  rate: z.number({ error: rateError }).gt(0, { error: rateError }).max(1, { error: rateError }).default(1),
  /**
   * A limit, as AWS's token buckets have them: so many calls a second pass, and as many at once after a pause; it meets the others. 0.01 to
   * 100,000. @default none
   */
  perSecond: z
    .number({ error: limitError })
    .min(bounds.perSecond.least, { error: limitError })
    .max(bounds.perSecond.most, { error: limitError })
    .optional(),
  /** Ends the rule after so many calls, 1 to 1,000,000. @default no number does */
  times: whole(bounds.times).optional(),
  /** Ends the rule after so many seconds, 1 to 86,400. */
  forSeconds: whole(bounds.forSeconds),
  /** Chooses the same calls of the same sequence, 0 to 4,294,967,295. @default 1 */
  seed: whole(bounds.seed).default(1),
});

/** A rule by which calls of functions fail. What a call must be to be met is in the optional names: all that are given must fit. */
export type FaultRule = z.output<typeof faultFields>;
/** A rule as somebody writes it down. */
export type FaultRuleInput = z.input<typeof faultFields>;

/** A field that only goes with some effects. */
const goesWith: readonly (readonly [field: "code" | "status" | "delayMs", effect: Effect])[] = [
  ["code", "error"],
  ["status", "error"],
  ["delayMs", "delay"],
];

/** Checks what fields are together. */
export function checkFaultRule(rule: FaultRule, context: z.RefinementCtx): void {
  const issue = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message, input: rule });
  for (const [field, effect] of goesWith)
    if (rule[field] !== undefined && rule.effect !== effect)
      issue(field, `goes with the effect ${effect} only, ${shown(rule[field])} given with ${rule.effect}`);
  if (rule.effect === "delay" && rule.delayMs === undefined)
    issue("delayMs", "is needed by the effect delay, nothing given");
  if (rule.perSecond !== undefined && rule.rate !== 1)
    issue("rate", `must be 1 where a number per second chooses the calls, ${shown(rule.rate)} given`);
  if (rule.effect === "partial-failure" && rule.action !== undefined && rule.action !== "PutEvents")
    issue("action", `must be PutEvents for the effect partial-failure, ${shown(rule.action)} given`);
  if (rule.recipient !== undefined && rule.service !== undefined && rule.service !== "ses")
    issue("service", `must be ses where a recipient is named, ${shown(rule.service)} given`);
}

/** Strict: an unknown field, a value out of bounds and a field without its effect are errors that name field, bound and value. */
const faultRuleSchema = faultFields.superRefine(checkFaultRule);

/** A rule that was added, and what came of it. */
export const faultStateSchema = z.strictObject({
  rule: faultFields.extend({ id: name }),
  /** Epoch milliseconds. */
  addedAt: z.int(),
  /** Still meets calls: neither its time nor its number is used up. */
  active: z.boolean(),
  /** Calls that it could have met. */
  matched: z.int(),
  /** Calls that it met. */
  hit: z.int(),
});

export type FaultState = z.infer<typeof faultStateSchema>;

/** Reads a rule. @throws {FaultRuleError} naming each field that is wrong, its bound and its value */
export function readFaultRule(input: unknown): FaultRule {
  const parsed = faultRuleSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new FaultRuleError(
    parsed.error.issues.map(({ path, message }) => [path.map(String).join("."), message].filter(Boolean).join(" ")),
  );
}

/** A rule that cannot be one. */
export class FaultRuleError extends Error {
  override readonly name = "FaultRuleError";

  constructor(readonly problems: readonly string[]) {
    super(`the fault rule is wrong: ${problems.join("; ")}`);
  }
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
