import type { lookup } from "node:dns";
import type { RequestListener } from "node:http";
import { createServer as createRawServer, isIP } from "node:net";
import { expect } from "chai";
import { type Listening, serve } from "../../../cli/loopback-server";
import { isAllowed, publicLookup, send } from "../../../functions/notifications/channels/webhook-request";

describe("a request to the webhook", () => {
  let server: Listening | undefined;
  afterEach(() => server?.close());

  async function receiver(listener: RequestListener): Promise<URL> {
    server = await serve(listener);
    return new URL(`${server.url}/hook`);
  }

  const post = (url: URL, timeoutMs = 2000) => send({ url, headers: { "X-One": "1" }, body: "{}", timeoutMs });

  it("posts the body with its headers and returns the status", async () => {
    let seen: unknown;
    const url = await receiver((request, response) => {
      seen = [request.method, request.url, request.headers["x-one"], request.headers["content-length"]];
      response.writeHead(204).end();
    });

    expect(await post(url)).to.deep.equal({ kind: "answered", status: 204 });
    expect(seen).to.deep.equal(["POST", "/hook", "1", "2"]);
  });

  it("takes what is left of a time-out, in parts of a millisecond and below zero", async () => {
    let silent = false;
    const url = await receiver((_, response) => {
      if (!silent) response.end();
    });

    expect(await post(url, 1999.9954630000002)).to.deep.equal({ kind: "answered", status: 200 });
    silent = true;
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

    expect(await post(url, 150)).to.deep.equal({ kind: "no-answer", code: "TIMED_OUT" });
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

  /** Answers every connection with these bytes once it was written to, and keeps it open by default. */
  async function speaking(
    bytes: string,
    thenClose = false,
  ): Promise<{ readonly url: URL; readonly close: () => void }> {
    const raw = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => (thenClose ? socket.end(bytes) : socket.write(bytes)));
    });
    await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
    const address = raw.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { url: new URL(`http://127.0.0.1:${port}/`), close: () => raw.close() };
  }

  for (const [what, bytes, closes, expected] of [
    [
      "another protocol",
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
      false,
      "answered",
    ],
    ["another protocol that it does not name", "HTTP/1.1 101 Switching Protocols\r\n\r\n", false, undefined],
    ["a word that the answer comes later", "HTTP/1.1 103 Early Hints\r\n\r\n", false, "no-answer"],
    ["nothing, and hangs up", "", true, "no-answer"],
    ["half a status line, and hangs up", "HTTP/1.1 2", true, "no-answer"],
    ["something else than HTTP", "SSH-2.0-x\r\n", false, "no-answer"],
  ] as const) {
    it(`settles within its time-out when the receiver says ${what}`, async () => {
      const receiver = await speaking(bytes, closes);
      // Were there no time-out, the test itself would time out: the receivers say nothing more.
      const answer = await post(receiver.url, 400);
      receiver.close();
      if (expected === undefined) expect(answer.kind).to.be.oneOf(["answered", "no-answer"]);
      else expect(answer.kind).to.equal(expected);
      // What speaks another protocol has not taken the notification.
      if (answer.kind === "answered") expect(answer.status).to.equal(101);
    });
  }

  it("goes to no private address, however it is written", () => {
    for (const host of [
      ...[
        "169.254.169.254",
        "169.254.169.254.",
        "0xa9.0xfe.0xa9.0xfe",
        "2852039166",
        "0251.0376.0251.0376",
        "169.254.43518",
      ],
      ...[
        "[fd00:ec2::254]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]",
      ],
      ...[
        "10.0.0.1",
        "192.168.1.1",
        "172.31.0.1",
        "100.64.0.1",
        "0.0.0.0",
        "[::]",
        "[fe80::1]",
        "metadata.google.internal",
      ],
      ...["localhost.", "a.localhost", "printer.local", "intranet", "router.lan", "nas.home.arpa", "①⑨②.①⑥⑧.①.①"],
    ]) {
      expect(isAllowed(new URL(`https://${host}/hook`)), host).to.equal(false);
    }
    for (const host of [
      "hooks.slack.com",
      "8.8.8.8",
      "[2606:4700::1111]",
      "local.example.com",
      "chat.internal.example.com",
    ]) {
      expect(isAllowed(new URL(`https://${host}/hook`)), host).to.equal(true);
      expect(isAllowed(new URL(`http://${host}/hook`)), host).to.equal(false);
    }
  });

  it("is not sent to a public name that leads into a private network", async () => {
    let calls = 0;
    const url = await receiver((_, response) => {
      calls += 1;
      response.end();
    });
    url.hostname = "hooks.example.com";
    const resolvesTo = (...addresses: string[]) =>
      publicLookup(((_: string, __: object, done: (error: null, found: object[]) => void) =>
        done(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        )) as unknown as typeof lookup);
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:127.0.0.1"], []]) {
      const answer = await send({ url, headers: {}, body: "{}", timeoutMs: 2000 }, resolvesTo(...addresses));
      expect(answer, addresses.join()).to.deep.equal({ kind: "not-sent", code: "PRIVATE_ADDRESS" });
    }
    expect(calls).to.equal(0);
  });

  it("is given the addresses of a name in the form that was asked for, or none", async () => {
    const look = (name: string, all: boolean) =>
      new Promise<unknown>((resolve) => {
        publicLookup()(name, { all }, (error, address, family) => resolve(error?.code ?? [address, family]));
      });

    expect(await look("8.8.8.8", false)).to.deep.equal(["8.8.8.8", 4]);
    expect(await look("8.8.8.8", true)).to.deep.equal([[{ address: "8.8.8.8", family: 4 }], undefined]);
    expect(await look("2606:4700::1111", false)).to.deep.equal(["2606:4700::1111", 6]);
    for (const name of ["10.0.0.1", "::1", "localhost"]) {
      for (const all of [true, false]) expect(await look(name, all), name).to.equal("PRIVATE_ADDRESS");
    }
  });
});
