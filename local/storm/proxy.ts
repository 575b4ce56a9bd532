import { Agent, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type EventCall, eventCallOf } from "../async/event-call";
import { serve } from "../run/listen";
import { createRandom } from "../traffic/random";
import { chooseFault, errorAnswer, type Fault } from "./faults";

/** A proxy between the functions and the emulator, and between them and the email recorder, that makes calls fail. */
export interface FaultProxy {
  /** URL to use instead of the emulator's. */
  readonly url: string;
  /** URL to use instead of the email recorder's. */
  readonly sesUrl: string;
  forwardTo(targets: { readonly emulator: string; readonly ses: string }): void;
  /** Sets the receiver of asynchronous calls of functions. @default the emulator */
  takeEvents(accept: (call: EventCall) => void): void;
  /** Sets the share of the functions' calls that fail from now on. 0: none. */
  rate(percent: number): void;
  /** Faults so far. */
  counts(): Readonly<Partial<Record<Fault, number>>>;
  total(): number;
  /** Calls of functions that passed by. */
  calls(): number;
  stop(): Promise<void>;
}

/** A function's client gives up after 5 s. */
const lateMs = 5_600;

export async function startFaultProxy(seed: number): Promise<FaultProxy> {
  const random = createRandom(seed);
  // The emulator keeps connections for 75 s.
  const agent = new Agent({ keepAlive: true, timeout: 30_000 });
  const counts: Partial<Record<Fault, number>> = {};
  let percent = 0;
  let calls = 0;
  let total = 0;
  let accept: ((call: EventCall) => void) | undefined;
  let targets: { readonly emulator: string; readonly ses: string } | undefined;

  async function answer(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const call = { target: String(request.headers["x-amz-target"] ?? "") };
    // Only functions have the credentials of a role's session; Lambda's own calls and the traffic's have an administrator's.
    const byFunction = /Credential=ASIA/.test(request.headers.authorization ?? "");
    if (byFunction) calls += 1;
    const fault = byFunction && percent > 0 ? chooseFault(random, percent, call) : undefined;
    if (fault !== undefined) {
      counts[fault] = (counts[fault] ?? 0) + 1;
      total += 1;
    }
    if (fault === "error" || fault === "throttle") {
      const { status, type, body: text } = errorAnswer(fault, call);
      response.writeHead(status, { "content-type": type });
      response.end(text);
      return;
    }
    if (fault === "reset-before") return void request.socket.resetAndDestroy();
    const eventCall = eventCallOf(request, body);
    if (accept !== undefined && eventCall !== undefined) {
      accept(eventCall);
      return void response.writeHead(202).end();
    }
    const reply = await pass(target, agent, request, body);
    if (fault === "reset-after") return void request.socket.resetAndDestroy();
    if (fault === "late") await delay(lateMs);
    if (fault === "partial") reply.body = refuseLast(reply.body);
    response.writeHead(reply.status, reply.headers);
    if (fault === "cut") {
      response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
      request.socket.destroySoon();
      return;
    }
    response.end(reply.body);
  }

  const listener = (which: "emulator" | "ses") => (request: IncomingMessage, response: ServerResponse) => {
    const target = targets?.[which];
    if (target === undefined) return void response.writeHead(503).end();
    answer(target, request, response).catch(() => request.socket.destroy());
  };
  const [main, ses] = await Promise.all([serve(listener("emulator")), serve(listener("ses"))]);
  return {
    url: main.url,
    sesUrl: ses.url,
    forwardTo(where) {
      targets = where;
    },
    takeEvents(take) {
      accept = take;
    },
    rate(share) {
      percent = share;
    },
    counts: () => ({ ...counts }),
    total: () => total,
    calls: () => calls,
    async stop() {
      await Promise.all([main.close(), ses.close()]);
      agent.destroy();
    },
  };
}

/**
 * The answer to PutEvents with its last entry as refused. The bus took that one all the same: consumers must bear it twice, and the
 * publisher's request is signed, so that no entry can be taken out of it.
 */
function refuseLast(body: Buffer): Buffer {
  const answer: { Entries?: unknown[] } = JSON.parse(body.toString("utf8"));
  const Entries = [...(answer.Entries ?? []).slice(0, -1), { ErrorCode: "InternalFailure", ErrorMessage: "storm" }];
  return Buffer.from(JSON.stringify({ FailedEntryCount: 1, Entries }));
}

interface Reply {
  readonly status: number;
  readonly headers: string[];
  body: Buffer;
}

/** Host, path and headers go on unchanged: the signature covers them. */
function pass(target: string, agent: Agent, incoming: IncomingMessage, body: Buffer): Promise<Reply> {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  return new Promise((resolve, reject) => {
    const outgoing = forward({ host: hostname, port, method, path: url, headers, agent }, (reply) => {
      readBody(reply).then(
        (text) => resolve({ status: reply.statusCode ?? 502, headers: withoutFraming(reply.rawHeaders), body: text }),
        reject,
      );
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** The body may be changed here: its length and checksum, and how it was cut for transport, are no longer true. */
function withoutFraming(raw: readonly string[]): string[] {
  return Array.from({ length: raw.length / 2 }, (_, pair) => raw.slice(pair * 2, pair * 2 + 2))
    .filter(([name = ""]) => !/^(transfer-encoding|connection|keep-alive|content-length|x-amz-crc32)$/i.test(name))
    .flat();
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
