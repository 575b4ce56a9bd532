import { randomUUID } from "node:crypto";
import { request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { messageOf } from "../../values/message-of";
import { serve } from "../run/listen";
import { createFaultPlan, type FaultPlan, throttlingAnswer } from "./faults";
import { createLedger, type Ledger } from "./ledger";
import { readMessageId, readSendRequest } from "./query";

/** A proxy in front of SES that records calls and can inject failures. */
export interface Recorder {
  /** Address for `AWS_ENDPOINT_URL_SES`. */
  readonly url: string;
  readonly faults: FaultPlan;
  readonly ledger: Ledger;
  /** Sets the target of calls. Until then calls get a 503. */
  forwardTo(endpoint: string): void;
  /** Called after each accepted email. */
  onEmail(listener: () => void): void;
  /** Closes it with all its connections; repeatable. */
  stop(): Promise<void>;
}

/** SES's own limit for a message. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const maxBodyBytes = 40 * 1024 * 1024;

/** Starts it on the loopback interface. @param port wanted; default: a free one */
export async function startRecorder(port = 0): Promise<Recorder> {
  const faults = createFaultPlan();
  const ledger = createLedger();
  const listeners: (() => void)[] = [];
  let target: URL | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === undefined) return end(response, 413, "the message is larger than SES takes");
    if (target === undefined) return end(response, 503, "the emulator is not up yet");
    const send = readSendRequest(body.toString("utf8"));
    const fault = send === undefined ? undefined : faults.take(send);
    if (fault === "throttle") {
      const requestId = randomUUID();
      response.writeHead(400, { "content-type": "text/xml", "x-amzn-requestid": requestId });
      response.end(throttlingAnswer(requestId));
      return;
    }
    const reply = await pass(target, request, body);
    const messageId = reply.status === 200 ? readMessageId(reply.body.toString("utf8")) : undefined;
    if (send !== undefined && messageId !== undefined) {
      ledger.note({ ...send, messageId });
      for (const listener of listeners) listener();
    }
    if (fault === "drop-answer") {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  }

  const server = await serve((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) end(response, 502, messageOf(error));
    });
  }, port);
  return {
    url: server.url,
    faults,
    ledger,
    forwardTo(endpoint) {
      target = new URL(endpoint);
    },
    onEmail(listener) {
      listeners.push(listener);
    },
    stop: server.close,
  };
}

interface Reply {
  readonly status: number;
  readonly headers: string[];
  readonly body: Buffer;
}

/** Host and path go on unchanged: the signature covers them, and the emulator checks it. */
function pass(target: URL, incoming: IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = forward(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        // A connection of its own: one that is kept may be closed by the emulator in the moment it is used again, and such a lost answer
        // would be a fault that was not injected.
        agent: false,
        timeout: 30_000,
      },
      (reply) => {
        readBody(reply).then((text) => {
          const headers = withoutFraming(reply.rawHeaders);
          resolve({ status: reply.statusCode ?? 502, headers, body: text ?? Buffer.alloc(0) });
        }, reject);
      },
    );
    outgoing.once("timeout", () => outgoing.destroy(new Error("the emulator did not answer within 30 seconds")));
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** Headers without those about the transfer encoding, because the body is complete here. */
function withoutFraming(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (!/^(transfer-encoding|connection|keep-alive|content-length)$/i.test(name))
      kept.push(name, raw[index + 1] ?? "");
  }
  return kept;
}

/** The whole body; undefined when it is larger than SES accepts. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" });
  response.end(text);
}
