import type { RequestListener } from "node:http";
import { createServer as createRawServer } from "node:net";
import { expect } from "chai";
import { send } from "../../../functions/notifications/channels/webhook-request";
import { type Listening, serve } from "../../../local/run/listen";

describe("a request to the webhook", () => {
  let server: Listening | undefined;
  afterEach(() => server?.close());

  async function receiver(listener: RequestListener): Promise<URL> {
    server = await serve(listener);
    return new URL(`${server.url}/hook`);
  }

  const post = (url: URL, timeoutMs = 2000) => send({ url, headers: { "X-One": "1" }, body: "{}", timeoutMs });

  it("posts the body with its headers and tells the status", async () => {
    let seen: unknown;
    const url = await receiver((request, response) => {
      seen = [request.method, request.url, request.headers["x-one"], request.headers["content-length"]];
      response.writeHead(204).end();
    });

    expect(await post(url)).to.deep.equal({ kind: "answered", status: 204 });
    expect(seen).to.deep.equal(["POST", "/hook", "1", "2"]);
  });

  it("takes what is left of a time-out, in parts of a millisecond and below zero", async () => {
    const url = await receiver((_, response) => response.end());

    expect(await post(url, 1999.9954630000002)).to.deep.equal({ kind: "answered", status: 200 });
    expect((await post(url, -5)).kind).to.be.oneOf(["not-sent", "no-answer"]);
  });

  it("follows no redirect", async () => {
    let calls = 0;
    const url = await receiver((_, response) => {
      calls += 1;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });

    expect(await post(url)).to.deep.equal({ kind: "answered", status: 307 });
    expect(calls).to.equal(1);
  });

  it("says that nothing was sent when nobody listens", async () => {
    const url = await receiver(() => undefined);
    await server?.close();

    expect(await post(url)).to.deep.equal({ kind: "not-sent", code: "ECONNREFUSED" });
  });

  it("gives up a silent receiver at the time-out, and says that it was called", async () => {
    const url = await receiver(() => undefined);

    const began = performance.now();
    expect(await post(url, 150)).to.deep.equal({ kind: "no-answer", code: "TIMED_OUT" });
    expect(performance.now() - began).to.be.lessThan(1500);
  });

  it("counts a hung-up connection as called", async () => {
    const url = await receiver((request) => request.socket.destroy());

    expect(await post(url)).to.deep.equal({ kind: "no-answer", code: "ECONNRESET" });
  });

  it("hangs up on an answer without end", async () => {
    let written = 0;
    let closed: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await receiver((_, response) => {
      response.on("close", closed);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(16_384))) written += 16_384;
      };
      response.on("drain", more);
      more();
    });

    expect(await post(url)).to.deep.equal({ kind: "answered", status: 200 });
    await end;
    expect(written).to.be.lessThan(16 * 1024 * 1024);
  });

  it("has sent nothing when the TLS handshake fails", async () => {
    server = await serve(() => undefined);
    await server.close();
    const plain = createRawServer((socket) => socket.end("not TLS\r\n"));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const address = plain.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    const answer = await post(new URL(`https://127.0.0.1:${port}/`));
    plain.close();

    expect(answer.kind).to.equal("not-sent");
  });
});
