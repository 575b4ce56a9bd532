import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** Whether a request has this secret as its bearer token. */
export function hasSecret({ headers }: Pick<IncomingMessage, "headers">, secret: string): boolean {
  const wanted = Buffer.from(`Bearer ${secret}`);
  const given = Buffer.from(headers.authorization ?? "");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
