import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";
import { serve } from "../../cli/loopback-server";
import { BodyTooLargeError, readBody } from "../../cli/read-body";
import type { CallCount } from "../../ops/calls/counts";
import type { GrantUse } from "../../ops/calls/grants";
import type { ControlRoute, controlAnswers } from "../../ops/control/control";
import { FaultRuleError } from "../../ops/faults/rule";
import type { ControlAddress } from "../../ops/stack/control-address";
import { messageOf } from "../../values/message-of";
import type { CallProxy } from "../proxy/proxy";
import { hasSecret } from "../run/bearer";

/** Takes orders of commands that run beside a local run. */
export interface ControlServer {
  readonly address: ControlAddress;
  stop(): Promise<void>;
}

/** What the orders are about. */
export interface ControlOptions {
  readonly proxy: Pick<CallProxy, "faults" | "calls">;
  /** What the grants of the functions came to, by the calls that were made. */
  readonly grants: (counts: readonly CallCount[]) => readonly GrantUse[];
}

type Answer<Route extends ControlRoute> = z.input<(typeof controlAnswers)[Route]>;
type Routes = { readonly [Route in ControlRoute]: (query: URLSearchParams, body: unknown) => Answer<Route> };

/** More than any rule has. */
const mostBytes = 64 * 1024;

/** Opens it on the loopback interface, behind the guard and a token of its own. */
export async function startControl({ proxy, grants }: ControlOptions): Promise<ControlServer> {
  const { faults, calls } = proxy;
  const token = randomBytes(24).toString("base64url");
  const routes: Routes = {
    "GET /faults": () => ({ faults: [...faults.list()] }),
    // Whatever is no rule is refused by the engine.
    "POST /faults": (_, body) => ({ id: faults.add(body as Parameters<typeof faults.add>[0]) }),
    "DELETE /faults": (query) => ({ ended: faults.clear(query.get("id") ?? undefined) }),
    "GET /calls": () => {
      const counts = calls.counts();
      return { counts: [...counts], grants: [...grants(counts)] };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hasSecret(request, token))
      return end(response, 401, { error: "this address asks for the run's token, which is in .local/stack.json" });
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://run");
    const route = `${request.method} ${pathname}`;
    if (!isRoute(route, routes)) return end(response, 404, { error: `there is no ${route} here` });
    const text = await readBody(request, mostBytes);
    end(response, 200, routes[route](searchParams, text.length === 0 ? undefined : JSON.parse(text.toString("utf8"))));
  }

  const server = await serve((request, response) => {
    answer(request, response).catch((error: unknown) => {
      end(response, statusFor(error), { error: messageOf(error) });
    });
  });
  return { address: { url: server.url, token }, stop: server.close };
}

function statusFor(error: unknown): number {
  if (error instanceof BodyTooLargeError) return 413;
  return error instanceof FaultRuleError || error instanceof SyntaxError ? 400 : 500;
}

function isRoute(route: string, routes: Routes): route is ControlRoute {
  return Object.hasOwn(routes, route);
}

function end(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    "content-type": "application/json",
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  });
  response.end(JSON.stringify(body));
}
