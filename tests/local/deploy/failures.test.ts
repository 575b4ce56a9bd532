import { once } from "node:events";
import { createServer } from "node:http";
import { CreateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Clients, createClients } from "../../../local/deploy/clients";
import { CreateError, DeployError } from "../../../program/errors";
import { failureOf } from "../../support/failure-of";
import { countingAdapter, provisionerOf, run, Thing, thingAdapter, thingType } from "./fakes";

describe("a deployment that cannot work", () => {
  it("refuses an adapter that leaves out an output it has declared", async () => {
    const forgetful = thingAdapter(async (_, { name }) => ({ id: name, state: { address: undefined } }));

    const error = await failureOf(run(provisionerOf(forgetful), () => new Thing("a")));

    expect(error.message).to.contain("::a: the adapter gave no address");
  });

  it("keeps the first failure, finishes what is under way and begins nothing new", async () => {
    const events: string[] = [];
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const adapter = thingAdapter(async (_, { name }) => {
      events.push(`begin ${name}`);
      if (name === "bad") {
        setImmediate(release);
        throw new Error("no room");
      }
      if (name === "slow") await slow;
      events.push(`end ${name}`);
      return { id: name, state: { address: name } };
    });

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        const bad = new Thing("bad");
        const slowly = new Thing("slow");
        new Thing("after-bad", { color: bad.address });
        new Thing("after-slow", { color: slowly.address });
      }),
    );

    expect(error).to.be.instanceOf(CreateError);
    expect(error.message).to.equal(
      `${thingType} could not be created: no room\n  urn:pulumi:test::shop::${thingType}::bad`,
    );
    expect(events).to.deep.equal(["begin bad", "begin slow", "end slow"]);
  });

  for (const [protocol, call] of [
    ["JSON", (clients: Clients) => clients.kms.send(new CreateKeyCommand({}))],
    ["REST", (clients: Clients) => clients.apiGateway.send(new CreateRestApiCommand({ name: "x" }))],
    ["query", (clients: Clients) => clients.sns.send(new CreateTopicCommand({ Name: "x" }))],
  ] as const) {
    it(`explains the emulator's answer to a service that it does not have (${protocol} protocol)`, async () => {
      // The emulator's own words.
      const server = createServer((_, response) => {
        response.writeHead(400, { "content-type": "application/json" }).end('{"error": "Unsupported service: mq"}');
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const clients = createClients(`http://127.0.0.1:${port}`, "us-east-1");
      const adapter = thingAdapter(async () => {
        await call(clients);
        return { id: "x", state: { address: "x" } };
      });

      const error = await failureOf(run(provisionerOf(adapter), () => new Thing("a")));

      clients.destroy();
      server.close();
      expect(error.message).to.contain(
        `${thingType} could not be created: the emulator does not have the service "mq"`,
      );
      expect(error.message).to.contain("::a");
    });
  }

  it("fails with what the program throws while it is loaded", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        throw new Error("senderAddress is missing");
      }),
    );

    expect(error.message).to.equal("senderAddress is missing");
    expect(created).to.deep.equal([]);
  });

  it("fails on a rejection that nobody handles", async () => {
    const error = await failureOf(
      run(provisionerOf(thingAdapter()), () => {
        new Thing("a").address.apply(() => {
          throw new Error("lost in an apply");
        });
      }),
    );

    expect(error.message).to.contain("lost in an apply");
  });

  it("leaves listeners for unhandled rejections as they were", async () => {
    const before = process.listeners("unhandledRejection");

    await run(provisionerOf(thingAdapter()), () => new Thing("a"));

    expect(process.listeners("unhandledRejection")).to.deep.equal(before);
  });

  it("refuses two resources with one URN", async () => {
    const error = await failureOf(
      run(provisionerOf(thingAdapter()), () => {
        new Thing("twin");
        new Thing("twin");
      }),
    );

    expect(error.message).to.contain("two resources have the same URN").and.contain("::twin");
  });

  it("stops when the signal is aborted, once what is under way is done", async () => {
    const abort = new AbortController();
    const events: string[] = [];
    const adapter = thingAdapter(async (_, { name }) => {
      abort.abort(new Error("Ctrl-C"));
      await new Promise((resolve) => setImmediate(resolve));
      events.push(name);
      return { id: name, state: { address: name } };
    });

    const error = await failureOf(
      run(
        provisionerOf(adapter),
        () => {
          const a = new Thing("a");
          new Thing("b", { color: a.address });
        },
        { signal: abort.signal },
      ),
    );

    expect(error.message).to.equal("Ctrl-C");
    expect(events).to.deep.equal(["a"]);
  });

  it("gives up on a program that waits for itself", async () => {
    const error = await failureOf(
      run(provisionerOf(thingAdapter()), () => new Promise(() => undefined), { timeoutMs: 50 }),
    );

    expect(error).to.be.instanceOf(DeployError);
    expect(error.message).to.contain("the program waits for itself");
  });

  it("fails when the program has logged an error", async () => {
    const shown = console.error;
    console.error = () => undefined;
    try {
      const error = await failureOf(run(provisionerOf(thingAdapter()), () => void pulumi.log.error("this is wrong")));

      expect(error.message).to.contain("has logged errors");
    } finally {
      console.error = shown;
    }
  });
});
