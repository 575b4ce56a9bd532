import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { serve } from "../../cli/loopback-server";
import { readBody } from "../../cli/read-body";
import type { WebhookKind } from "../../functions/notifications/channels/rooms";
import { postTo } from "./rooms";

/** How the chat room fails. */
export type WebhookFault =
  /** Responds with this status; nothing is accepted. */
  | { readonly status: number }
  /** Accepts the notification and responds after so many milliseconds. */
  | { readonly afterMs: number }
  /** Accepts the notification and never responds. */
  | "silence"
  /** Accepts the notification and closes the connection without a response. */
  | "drop-answer"
  /** Accepts the notification and responds with an endless body. */
  | "endless-answer";

/** Which posts fail, and how often. */
export interface WebhookFaultOrder {
  readonly fault: WebhookFault;
  /** Only notifications of this source. */
  readonly source: string;
  /** Default: until `recover`. */
  readonly times?: number;
}

/** One call of the webhook. */
export interface Post {
  readonly notificationId: string;
  readonly source: string;
  /** Whether the room shows it, and as mere text. */
  readonly taken: boolean;
  readonly correlationId: string;
}

/** A chat room on this machine. */
export interface FakeWebhook {
  /** URL with a secret in it, as real ones have. */
  readonly url: string;
  /** What it reads. */
  readonly kind: WebhookKind;
  fail(order: WebhookFaultOrder): void;
  /** Ends all faults of a source. */
  recover(source: string): void;
  /** Every call, in the order of arrival. */
  posts(): readonly Post[];
  stop(): Promise<void>;
}

/**
 * Opens it on the loopback interface. It takes what the service of its kind takes and shows; and refuses, other than the service, texts in
 * which something is a mention, a link or formatting.
 *
 * @param port wanted; default: a free one
 */
export async function startFakeWebhook(port = 0, kind: WebhookKind = "slack"): Promise<FakeWebhook> {
  const path = `/hooks/${randomUUID()}`;
  const posts: Post[] = [];
  const faults: { readonly order: WebhookFaultOrder; left: number }[] = [];

  function faultFor(source: string): WebhookFault | undefined {
    const found = faults.find(({ order, left }) => order.source === source && left > 0);
    if (found !== undefined) found.left -= 1;
    return found?.order.fault;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request)).toString("utf8");
    if (request.method !== "POST" || request.url !== path) return end(response, 404);
    const room = postTo(kind, body);
    const source = sourceIn(room.shown ?? "");
    const fault = faultFor(source);
    const refusal = typeof fault === "object" && "status" in fault ? fault.status : undefined;
    const readable = room.shown !== undefined && room.live.length === 0;
    posts.push({
      notificationId: header(request, "idempotency-key"),
      source,
      taken: readable && refusal === undefined,
      correlationId: header(request, "x-correlation-id"),
    });
    if (refusal !== undefined) return end(response, refusal);
    if (!readable) return end(response, room.status >= 400 ? room.status : 400);
    if (fault === "silence") return;
    if (fault === "drop-answer") {
      request.socket.destroy();
      return;
    }
    if (typeof fault === "object" && "afterMs" in fault) await delay(fault.afterMs);
    response.writeHead(room.status, { "content-type": "text/plain" });
    if (fault === "endless-answer") return stream(response);
    response.end(room.answer);
  }

  const server = await serve(
    (request, response) => {
      answer(request, response).catch(() => end(response, 400));
    },
    { port },
  );
  return {
    url: `${server.url}${path}`,
    kind,
    fail: (order) => void faults.push({ order, left: order.times ?? Number.POSITIVE_INFINITY }),
    recover(source) {
      for (const fault of faults) if (fault.order.source === source) fault.left = 0;
    },
    posts: () => [...posts],
    stop: server.close,
  };
}

/** The source of a notification, as its first line names it. */
function sourceIn(shown: string): string {
  return /^[^\n]*\(([^()\n]*), [^(),\n]*\)(\n|$)/.exec(shown)?.[1] ?? "";
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  // A redirect leads back to the room: a client that follows it posts twice.
  response.writeHead(status, { "content-type": "text/plain", ...(status >= 300 && status < 400 && { location: "/" }) });
  response.end();
}

/** Writes until the reader hangs up. */
function stream(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(16_384)));
  };
  response.on("drain", more);
  more();
}
