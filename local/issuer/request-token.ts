import * as z from "zod";
import { CommandFailedError } from "../../cli/errors";
import { NotRunningError } from "../../ops/stack/run-errors";
import { type Caller, callerFrom } from "./claims";

const answerSchema = z.object({ access_token: z.string().min(1) });

/** A running issuer, and its secret. */
export interface IssuerAccess {
  readonly url: string;
  readonly secret: string;
}

/**
 * Requests a token from a running issuer.
 *
 * @throws {RangeError} the caller is invalid
 * @throws {NotRunningError} no server responds
 */
export async function requestToken({ url, secret }: IssuerAccess, caller: Caller): Promise<string> {
  const { customer, staff } = callerFrom({ customer: caller.customer, staff: String(caller.staff ?? false) });
  const form = new URLSearchParams({ grant_type: "client_credentials", customer, staff: String(staff ?? false) });
  let response: Response;
  try {
    response = await fetch(`${url}/token`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}` },
      body: form,
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    throw new NotRunningError(`the issuer of the local stack does not answer at ${url} (${text(error)})`);
  }
  if (!response.ok)
    throw new CommandFailedError(`the local issuer refused: ${response.status} ${await response.text()}`);
  return answerSchema.parse(await response.json()).access_token;
}

function text(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
