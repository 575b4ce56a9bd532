// The console's server: the page's files, the API, the stream of events, and email bodies in frames of their own.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { serve } from "../../cli/loopback-server";
import { pageAssets } from "./assets";
import { RequestError, type Route, readInput, sendError, sendJson } from "./http";
import { carriesToken, createToken, securityHeaders } from "./security";
import type { EventStream } from "./stream";
import type { Tickets } from "./tickets";

/** What the server serves. */
export interface ConsoleParts {
  readonly routes: readonly Route[];
  readonly stream: EventStream;
  /** Emails that may be shown in a frame. */
  readonly emails: Pick<Tickets, "redeem">;
}

/** A running console. */
export interface ConsoleServer {
  /** Address with the run's token behind `#`, which browsers send to nobody. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Opens the console on the loopback interface. Everything that says something about the stack needs the run's token.
 *
 * @param port preferred port; when it is taken, a free one
 */
export async function startConsoleServer(parts: ConsoleParts, port = 0): Promise<ConsoleServer> {
  const token = createToken();
  const server = await serve(listener(parts, token), { port });
  return {
    url: `${server.url}/#token=${token}`,
    port: server.port,
    async close() {
      parts.stream.close();
      await server.close();
    },
  };
}

/** Answers requests. @param token what a request to the API must carry */
export function listener({ routes, stream, emails }: ConsoleParts, token: string): RequestListener {
  const table = new Map(routes.map((each) => [`${each.method} /api/${each.path}`, each]));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const shown = url.pathname.startsWith("/email/") ? "email" : "page";
    for (const [name, value] of Object.entries(securityHeaders(shown))) response.setHeader(name, value);
    if (shown === "email") return sendEmail(url.pathname.slice("/email/".length), response);
    if (!url.pathname.startsWith("/api/")) return sendAsset(request, url.pathname, response);
    if (!carriesToken(request, token)) {
      throw new RequestError(401, "the address that the command printed has this run's token: open it again");
    }
    if (url.pathname === "/api/stream" && request.method === "GET") return stream.open(request, response);
    const found = table.get(`${request.method} ${url.pathname}`);
    if (found === undefined) throw new RequestError(404, `there is no ${request.method} ${url.pathname}`);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const input = await readInput(request, url);
    sendJson(response, 200, await found.handle(input, gone.signal));
  }

  function sendEmail(ticket: string, response: ServerResponse): void {
    const html = emails.redeem(ticket);
    if (html === undefined) throw new RequestError(404, "this email was shown already: open it again");
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(html);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => sendError(response, error));
  };
}

async function sendAsset(request: IncomingMessage, path: string, response: ServerResponse): Promise<void> {
  const asset = (await pageAssets()).get(path);
  if (asset === undefined || request.method !== "GET") throw new RequestError(404, `there is no ${path}`);
  response.writeHead(200, { "content-type": asset.type, "content-length": asset.content.length });
  response.end(asset.content);
}
