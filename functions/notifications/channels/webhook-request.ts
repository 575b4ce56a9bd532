// One HTTPS request, and whether its outcome proves that the receiver accepted it. No redirects, one deadline, a limited response.
import { lookup } from "node:dns";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { isLoopbackHost } from "../../shared/loopback";
import { isPrivateAddress, isPrivateHost } from "../../shared/private-addresses";

/** Outcome of one request. */
export type Answer =
  /** The receiver answered. */
  | { readonly kind: "answered"; readonly status: number }
  /** Not a byte of the request was written. `code`: of the system, or `TIMED_OUT`. */
  | { readonly kind: "not-sent"; readonly code: string }
  /** Part of the request was sent, and no response came. */
  | { readonly kind: "no-answer"; readonly code: string };

export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Time limit for connecting, sending and the response together. */
  readonly timeoutMs: number;
}

/** Most bytes of a response that are read. Only its status matters; the rest is dropped with the connection. */
const readBytes = 16_384;

/** Whether notifications may go there: over TLS to the public internet, or without leaving the machine, where plain HTTP will do. */
export function isAllowed(url: URL): boolean {
  if (isLoopbackHost(url.hostname)) return url.protocol === "https:" || url.protocol === "http:";
  return url.protocol === "https:" && !isPrivateHost(url.hostname);
}

/** Code of a name that leads into a private network. */
export const privateTarget = "PRIVATE_ADDRESS";

/**
 * Resolves a name, and rejects private addresses. Checking here ensures that the checked address is the one connected to.
 *
 * @param resolve the system's resolver, unless a test passes another
 */
export function publicLookup(resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 0);
      const [first] = addresses;
      if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
        const refusal = Object.assign(new Error("the name leads into a private network"), { code: privateTarget });
        return callback(refusal, "", 0);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** Sends one POST. Never rejects. Connections are not reused: on a stale one it would be unknown whether the request was sent. */
export function send(
  { url, headers, body, timeoutMs }: WebhookRequest,
  resolver: LookupFunction = publicLookup(),
): Promise<Answer> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
    const make = url.protocol === "https:" ? httpsRequest : httpRequest;
    const bytes = Buffer.from(body, "utf8");
    let connected = false;
    const request = make(url, {
      method: "POST",
      agent: false,
      signal,
      ...(!isLoopbackHost(url.hostname) && { lookup: resolver }),
      headers: { ...headers, "Content-Length": String(bytes.length), Connection: "close" },
    });
    const lost = (error: unknown) => {
      const code = signal.aborted ? "TIMED_OUT" : codeOf(error);
      resolve(connected ? { kind: "no-answer", code } : { kind: "not-sent", code });
    };
    // With TLS the request is written after the handshake, so a rejected certificate has seen none of it.
    request.on("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        connected = true;
      });
    });
    request.on("error", lost);
    // A connection that ends without an answer or an error, whatever the reason.
    request.on("close", () => lost(undefined));
    // 101: a receiver that switches to another protocol has not accepted the request.
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ kind: "answered", status: response.statusCode ?? 101 });
    });
    request.on("response", (response) => {
      resolve({ kind: "answered", status: response.statusCode ?? 0 });
      discard(request, response);
    });
    request.end(bytes);
  });
}

/** Reads a short response, so that the connection ends cleanly, and does not wait for more. */
function discard(request: ClientRequest, response: IncomingMessage): void {
  let left = readBytes;
  response.on("error", () => undefined);
  response.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "FAILED";
}
