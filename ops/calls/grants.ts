import * as z from "zod";

/** What a grant of a function's role came to. */
export const grantUses = [
  /** The function called the action on the resource. */
  "called",
  /** AWS itself uses it for the function: logs, traces, keys, the reading of queues and streams, failure destinations. */
  "aws",
  /** Not called; the function's code has the call. */
  "uncalled",
  /** Not called, and the function's code has no such call: nobody can use it. */
  "unusable",
] as const;

/** One action on one resource that a function's role allows. */
export const grantUseSchema = z.strictObject({
  /** Physical name. */
  function: z.string(),
  /** Such as `dynamodb:PutItem`. */
  action: z.string(),
  /** ARN or pattern, as the policy has it. */
  resource: z.string(),
  use: z.enum(grantUses),
  /** Calls of the function that needed it. */
  calls: z.int(),
});

export type GrantUse = z.infer<typeof grantUseSchema>;
