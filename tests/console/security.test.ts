import { expect } from "chai";
import * as z from "zod";
import type { Listening } from "../../cli/loopback-server";
import { serve } from "../../cli/loopback-server";
import { route } from "../../console/server/http";
import { listener } from "../../console/server/server";
import { createEventStream } from "../../console/server/stream";
import { createTickets } from "../../console/server/tickets";
import { guardCases, sendTo } from "../local/run/guard-cases";

const token = "a-token-that-nobody-guesses";
const own = { host: "127.0.0.1:PORT", authorization: `Bearer ${token}` };

describe("the console's server", () => {
  const calls: unknown[] = [];
  const emails = createTickets();
  const stream = createEventStream();
  let server: Listening;

  before(async () => {
    const echo = route("POST", "echo", z.strictObject({ text: z.string().max(10) }), async (input) => {
      calls.push(input);
      return input;
    });
    const secret = route("GET", "secret", z.strictObject({}), async () => {
      calls.push("secret");
      return { secret: "ada@example.com" };
    });
    server = await serve(listener({ routes: [echo, secret], stream, emails }, token));
  });
  after(async () => {
    stream.close();
    await server.close();
  });
  beforeEach(() => calls.splice(0));

  const get = (path: string, headers: Readonly<Record<string, string>> = own) =>
    sendTo(`${server.url}${path}`, headers);
  const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    sendTo(
      `${server.url}${path}`,
      { ...own, "content-type": "application/json", ...headers },
      { method: "POST", body },
    );

  for (const { what, headers, answered } of guardCases) {
    it(`${answered ? "answers" : "refuses"} ${what}, with the run's token`, async () => {
      const { status } = await get("/api/secret", { ...headers, authorization: `Bearer ${token}` });

      expect(status).to.equal(answered ? 200 : 403);
      expect(calls).to.deep.equal(answered ? ["secret"] : []);
    });
  }

  const withoutToken: readonly (readonly [what: string, headers: Readonly<Record<string, string>>])[] = [
    ["no token", {}],
    ["a wrong token of the same length", { authorization: `Bearer ${token.replace("a", "b")}` }],
    ["a longer token", { authorization: `Bearer ${token}x` }],
    ["the token without its scheme", { authorization: token }],
    ["the token in a cookie", { cookie: `token=${token}` }],
  ];
  for (const [what, headers] of withoutToken) {
    it(`refuses a request with ${what}, and runs nothing`, async () => {
      const { status, text } = await get("/api/secret", { host: "127.0.0.1:PORT", ...headers });

      expect(status).to.equal(401);
      expect(text).not.to.contain("ada@");
      expect(calls).to.deep.equal([]);
    });
  }

  it("takes the token from no address, for these are logged and remembered", async () => {
    expect(await get(`/api/secret?token=${token}`, { host: "127.0.0.1:PORT" })).to.include({ status: 401 });
    expect(await get("/api/stream", { host: "127.0.0.1:PORT" })).to.include({ status: 401 });
  });

  it("shows the page without a token, for it says nothing about the stack", async () => {
    const { status, headers, text } = await get("/", { host: "127.0.0.1:PORT" });

    expect(status).to.equal(200);
    expect(headers["content-type"]).to.equal("text/html; charset=utf-8");
    expect(text)
      .to.contain('<script src="/main.js" defer></script>')
      .and.not.to.match(/<script>|style=|onload=/);
  });

  it("permits scripts, styles and connections of its own only, and no inline script", async () => {
    const { headers } = await get("/", { host: "127.0.0.1:PORT" });
    const policy = String(headers["content-security-policy"]);

    expect(policy).to.contain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.to.match(/unsafe|https?:|\*/);
    expect(headers).to.include({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
    });
  });

  it("shows an email once by its ticket, in a sandbox that runs nothing and asks nobody", async () => {
    const ticket = emails.issue("<p>Hello</p>");

    const first = await get(`/email/${ticket}`, { host: "127.0.0.1:PORT" });
    const second = await get(`/email/${ticket}`, { host: "127.0.0.1:PORT" });

    expect(first).to.include({ status: 200, text: "<p>Hello</p>" });
    expect(first.headers["content-security-policy"]).to.equal(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
    );
    expect(second.status).to.equal(404);
  });

  it("gives out no file but the page's", async () => {
    for (const path of [
      "/package.json",
      "/../package.json",
      "/%2e%2e/package.json",
      "/main.js/../../package.json",
      "/.local/stack.json",
    ])
      expect((await get(path)).status, path).to.equal(404);
  });

  it("takes JSON only, of a bounded size, whose fields it knows", async () => {
    expect(await post("/api/echo", '{"text":"hello"}')).to.include({ status: 200, text: '{"text":"hello"}' });
    expect(await post("/api/echo", '{"text":"hello"}', { "content-type": "text/plain" })).to.include({ status: 415 });
    expect(await post("/api/echo", "{")).to.include({ status: 400, text: '{"error":"the body is no JSON"}' });
    expect((await post("/api/echo", '{"text":"hello","more":1}')).text).to.contain("more");
    expect((await post("/api/echo", '{"text":"longer than ten"}')).text).to.contain("text: ");
    expect(await post("/api/echo", `{"text":"${"x".repeat(1_000_000)}"}`)).to.include({ status: 413 });
    expect(await get("/api/echo")).to.include({ status: 404 });
    expect(calls).to.have.length(1);
  });
});

describe("a ticket", () => {
  it("ends after half a minute", () => {
    let now = 1_000;
    const tickets = createTickets(() => now);
    const [early, late] = [tickets.issue("early"), tickets.issue("late")];

    now += 30_000;
    expect(tickets.redeem(early)).to.equal("early");
    now += 1;
    expect(tickets.redeem(late)).to.equal(undefined);
    expect(tickets.redeem("")).to.equal(undefined);
  });
});
