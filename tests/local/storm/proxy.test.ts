import { request } from "node:http";
import { expect } from "chai";
import { type Listening, serve } from "../../../local/run/listen";
import { chooseFault, errorAnswer, type Fault } from "../../../local/storm/faults";
import { type FaultProxy, startFaultProxy } from "../../../local/storm/proxy";
import { createRandom } from "../../../local/traffic/random";

const putItem = "DynamoDB_20120810.PutItem";

describe("the storm's faults", () => {
  it("are the same for the same seed, of every kind, and as many as was asked for", () => {
    const draw = (seed: number): (Fault | undefined)[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5_000 }, () => chooseFault(random, 10, { target: putItem }));
    };
    const first = draw(7);
    expect(draw(7)).to.deep.equal(first);
    expect(draw(8)).not.to.deep.equal(first);
    const hit = first.filter((fault) => fault !== undefined);
    expect(hit.length).to.be.within(400, 600);
    expect([...new Set(hit)].sort()).to.deep.equal(["cut", "error", "late", "reset-after", "reset-before", "throttle"]);
  });

  it("are partial for PutEvents only", () => {
    const random = createRandom(7);
    const kinds = Array.from({ length: 500 }, () => chooseFault(random, 50, { target: "AWSEvents.PutEvents" }));
    expect(kinds).to.include("partial");
  });

  it("are errors in the service's own form", () => {
    expect(errorAnswer("throttle", { target: putItem })).to.deep.equal({
      status: 400,
      type: "application/x-amz-json-1.0",
      body: '{"__type":"com.amazonaws#ProvisionedThroughputExceededException","message":"storm"}',
    });
    expect(errorAnswer("throttle", { target: "" }).body).to.contain("<Code>Throttling</Code>");
    expect(errorAnswer("error", { target: "AmazonSQS.SendMessage" }).status).to.equal(500);
  });
});

describe("the storm's proxy", () => {
  let emulator: Listening;
  let proxy: FaultProxy;
  const seen: { readonly host: string; readonly path: string; readonly body: string }[] = [];

  before(async () => {
    emulator = await serve((incoming, response) => {
      let body = "";
      incoming.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      incoming.on("end", () => {
        seen.push({ host: incoming.headers.host ?? "", path: incoming.url ?? "", body });
        response.writeHead(200, { "content-type": "application/json" });
        response.end('{"FailedEntryCount":0,"Entries":[{"EventId":"1"},{"EventId":"2"}]}');
      });
    });
    proxy = await startFaultProxy(3);
    proxy.forwardTo({ emulator: emulator.url, ses: emulator.url });
  });

  after(async () => {
    await proxy.stop();
    await emulator.close();
  });

  function call(credential: string, path = "/a?b=c", more: Readonly<Record<string, string>> = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}/x`,
        "x-amz-target": "AWSEvents.PutEvents",
        ...more,
      };
      const outgoing = request(`${proxy.url}${path}`, { method: "POST", headers, agent: false }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on("end", () => resolve(`${response.statusCode} ${text}`));
        response.on("error", reject);
      });
      outgoing.on("error", reject);
      outgoing.end("body");
    });
  }

  it("passes Host, path and body on unchanged, and touches no call that is not a function's", async () => {
    proxy.rate(50);
    for (let calls = 0; calls < 40; calls += 1) expect(await call("AKIAADMIN")).to.match(/^200 /);
    expect(proxy.total()).to.equal(0);
    expect(seen.at(-1)).to.deep.equal({ host: new URL(proxy.url).host, path: "/a?b=c", body: "body" });
  });

  it("hands asynchronous calls of functions over once somebody takes them, and no others", async () => {
    const path = "/2015-03-31/functions/f/invocations?Qualifier=live";
    const event = { "x-amz-invocation-type": "Event" };
    const taken: unknown[] = [];
    const before = seen.length;
    expect(await call("AKIAADMIN", path, event)).to.match(/^200 /);
    proxy.takeEvents((one) => taken.push(one));
    expect(await call("AKIAADMIN", path, event)).to.equal("202 ");
    expect(await call("AKIAADMIN", path)).to.match(/^200 /);
    expect(taken).to.deep.equal([{ functionName: "f", qualifier: "live", payload: "body" }]);
    expect(seen.length - before).to.equal(2);
  });

  it("makes calls of functions fail, before and after the emulator hears of them, and counts", async () => {
    const before = seen.length;
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, () => call("ASIAFUNCTION").catch((error: NodeJS.ErrnoException) => error.code ?? "")),
    );
    proxy.rate(0);
    const counts = proxy.counts();
    expect(proxy.total()).to.equal(Object.values(counts).reduce((sum, count) => sum + count, 0));
    expect(proxy.calls()).to.equal(60);
    const unheard = (counts.error ?? 0) + (counts.throttle ?? 0) + (counts["reset-before"] ?? 0);
    expect(unheard).to.be.greaterThan(0);
    expect(seen.length - before).to.equal(60 - unheard);
    expect(outcomes.filter((text) => text.includes('"FailedEntryCount":1'))).to.have.length(counts.partial ?? 0);
    const cut = (counts["reset-before"] ?? 0) + (counts["reset-after"] ?? 0) + (counts.cut ?? 0);
    expect(outcomes.filter((text) => !/^\d{3} /.test(text))).to.have.length(cut);
    expect(await call("ASIAFUNCTION")).to.match(/^200 /);
  }).timeout(15_000);
});
