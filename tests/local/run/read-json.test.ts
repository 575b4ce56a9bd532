import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { serve } from "../../../cli/loopback-server";
import { readJson } from "../../../ops/stack/read-json";

/** Asks a server that answers in its own way. */
async function ask(answer: (response: ServerResponse) => void, patience: Parameters<typeof readJson>[2]) {
  const server = await serve((_, response) => answer(response));
  try {
    return await readJson(server.url, "the server", patience);
  } catch (error) {
    return String(error);
  } finally {
    await server.close();
  }
}

/** Sends a part every 30 ms. */
async function drip(response: ServerResponse, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    if (response.destroyed) return;
    response.write(part);
    await delay(30);
  }
  response.end();
}

describe("reading a JSON document", () => {
  it("waits as long as something comes, however long that takes in all", async () => {
    const parts = ["[", ...Array.from({ length: 10 }, (_, index) => `${index},`), "10]"];

    const read = await ask((response) => void drip(response, parts), { idleMs: 200, limitMs: 10_000 });

    expect(read).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("gives up when nothing comes, at the beginning or in the middle", async () => {
    const patience = { idleMs: 50 };

    expect(await ask(() => undefined, patience)).to.equal("Error: the server sent nothing for 0.05 s");
    expect(await ask((response) => void response.write("[1,"), patience)).to.equal(
      "Error: the server sent nothing for 0.05 s",
    );
  });

  it("gives up on an answer without end", async () => {
    const endless = Array.from({ length: 100 }, () => " ");

    const read = await ask((response) => void drip(response, endless), { idleMs: 1_000, limitMs: 100 });

    expect(read).to.equal("Error: the server did not end its answer within 0.1 s");
  });

  it("ends at once when the run ends", async () => {
    const controller = new AbortController();
    const asked = ask(() => controller.abort(new Error("Ctrl-C")), { signal: controller.signal });

    expect(await asked).to.equal("Error: Ctrl-C");
    expect(await ask(() => undefined, { signal: AbortSignal.abort(new Error("over")) })).to.equal("Error: over");
  });

  it("says who answered with what, and refuses what is no JSON", async () => {
    expect(await ask((response) => void response.writeHead(503).end(), {})).to.equal("Error: the server answered 503");
    expect(await ask((response) => void response.end("hello"), {})).to.match(/^SyntaxError/);
  });
});
