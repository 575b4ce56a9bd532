import { Agent, request as send } from "node:http";
import { readBody } from "../../cli/read-body";
import type { Answer } from "./outcome";
import type { ClientRequest } from "./request";

/** Sends requests on to the emulator. */
export interface Forwarder {
  /** @throws {Error} the emulator did not answer, or not to the end */
  forward(request: ClientRequest): Promise<Answer>;
  /** Closes its connections. */
  destroy(): void;
}

/** The emulator keeps a connection for 75 s. Twenty seconds is the longest that a call may wait for messages. */
const idleMs = 30_000;

/**
 * Host, path and headers go on unchanged: the signature covers them, and the emulator checks it. Only what a client says about its own connection
 * is left out.
 */
export function createForwarder(endpoint: string): Forwarder {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, timeout: idleMs, scheduling: "lifo" });
  return {
    forward: ({ method, url, headers: { connection: _, ...headers }, body }) =>
      new Promise((resolve, reject) => {
        const outgoing = send({ host: hostname, port, method, path: url, headers, agent }, (reply) => {
          readBody(reply).then(
            (text) =>
              resolve({ status: reply.statusCode ?? 502, headers: withoutFraming(reply.rawHeaders), body: text }),
            reject,
          );
        });
        outgoing.once("error", reject);
        outgoing.end(body);
      }),
    destroy: () => agent.destroy(),
  };
}

/** Headers without those about one connection and its way of framing: the answer is complete here. */
function withoutFraming(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const [name = "", value = ""] = raw.slice(index, index + 2);
    if (!/^(transfer-encoding|connection|keep-alive|content-length)$/i.test(name)) kept.push(name, value);
  }
  return kept;
}
