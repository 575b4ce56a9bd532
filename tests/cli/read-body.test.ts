import { EventEmitter, once } from "node:events";
import { request } from "node:http";
import { expect } from "chai";
import { serve } from "../../cli/loopback-server";
import { BodyTooLargeError, readBody } from "../../cli/read-body";

describe("the body of a request", () => {
  it("is read whole, in how many pieces it may come", async () => {
    expect(await bodyOf(["ab", "cd", "é"], 6)).to.equal("abcdé");
  });

  it("is empty where nothing comes", async () => {
    expect(await bodyOf([], 6)).to.equal("");
  });

  it("is refused with the bound as soon as it is larger, and not read to its end", async () => {
    const refused = await bodyOf(["abcdef", "g"], 6, { open: true });

    expect(refused).to.deep.equal(new BodyTooLargeError(6).message);
    expect(refused).to.equal("a body may have 6 bytes at most");
  });
});

/** What a server reads of a body in these pieces, or why it does not. `open`: the client never ends it. */
async function bodyOf(pieces: readonly string[], mostBytes: number, { open = false } = {}): Promise<string> {
  const reading = new EventEmitter();
  const read = once(reading, "read");
  const server = await serve((incoming, response) => {
    readBody(incoming, mostBytes)
      .then(
        (body) => body.toString("utf8"),
        (error: Error) => error.message,
      )
      .then((text) => reading.emit("read", text))
      .finally(() => response.end());
  });
  try {
    const client = request(server.url, { method: "POST" });
    client.on("error", () => undefined);
    for (const piece of pieces) client.write(piece);
    if (!open) client.end();
    const [text] = await read;
    client.destroy();
    return text;
  } finally {
    await server.close();
  }
}
