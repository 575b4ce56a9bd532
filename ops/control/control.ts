import * as z from "zod";
import { UsageError } from "../../cli/errors";
import { callCountSchema } from "../calls/counts";
import { grantUseSchema } from "../calls/grants";
import { faultStateSchema } from "../faults/rule";
import { NotRunningError } from "../stack/run-errors";
import type { Target } from "../stack/target";

/** What the local run answers, by path. */
export const controlAnswers = {
  /** Every rule that was added, oldest first. */
  "GET /faults": z.strictObject({ faults: z.array(faultStateSchema) }),
  /** Body: a rule. */
  "POST /faults": z.strictObject({ id: z.string() }),
  /** Query: `id`; without it all are ended. */
  "DELETE /faults": z.strictObject({ ended: z.int() }),
  /** Counters since the stack is up, and what the grants of the functions came to by them. */
  "GET /calls": z.strictObject({
    counts: z.array(callCountSchema),
    grants: z.array(grantUseSchema),
  }),
} as const;

export type ControlRoute = keyof typeof controlAnswers;

/** Refusals of the local run, as bodies with a status of 400 and more. */
export const controlRefusal = z.strictObject({ error: z.string() });

/** The local run refused what it was asked. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

const limitMs = 10_000;

/**
 * Asks the local run that is up.
 *
 * @param what the command is about, for messages: `faults are injected`
 * @throws {UsageError} the stack is a deployed one
 * @throws {ControlError} the run refuses, or has nothing to take orders by
 * @throws {NotRunningError} it does not answer
 */
export async function askRun<Route extends ControlRoute>(
  { control, endpoint, title }: Pick<Target, "control" | "endpoint" | "title">,
  what: string,
  route: Route,
  { query = {}, body }: { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown } = {},
): Promise<z.output<(typeof controlAnswers)[Route]>> {
  if (endpoint === undefined)
    throw new UsageError(`${what} in the local run only, and this is a deployed stack: ${title}. Nothing was changed`);
  if (control === undefined)
    throw new ControlError(
      `${what} by the proxy, and this run has none: it uses the emulator that AWS_ENDPOINT_URL names`,
    );
  const [method = "", path = ""] = route.split(" ");
  const url = `${control.url}${path}?${new URLSearchParams(query).toString()}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${control.token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(limitMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new NotRunningError(`the local run does not answer at ${control.url}: ${String(error)}`);
  }
  const answer: unknown = await response.json();
  if (!response.ok) throw new ControlError(controlRefusal.parse(answer).error);
  return controlAnswers[route].parse(answer) as z.output<(typeof controlAnswers)[Route]>;
}
