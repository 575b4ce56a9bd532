import { once } from "node:events";
import { createServer } from "node:http";
import { CreateRestApiCommand } from "@aws-sdk/client-api-gateway";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateTopicCommand } from "@aws-sdk/client-sns";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Clients, createClients } from "../../../local/deploy/clients";
import {
  CreateError,
  DeployError,
  UnknownInputError,
  UnknownOutputError,
  UnsupportedTypeError,
} from "../../../local/deploy/errors";
import { failureOf, provisionerOf, run, Thing, thingAdapter, thingType } from "./fakes";

/** An adapter that counts what it creates. */
function counting() {
  const created: string[] = [];
  const adapter = thingAdapter(async (_, { name }) => {
    created.push(name);
    return { id: name, state: { address: name } };
  });
  return { adapter, created };
}

describe("a deployment that cannot work", () => {
  it("names an unsupported type before anything is created", async () => {
    const { adapter, created } = counting();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        new Thing("odd", {}, undefined, "aws:mq/broker:Broker");
      }),
    );

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(error.message).to.contain('aws:mq/broker:Broker ("odd")');
    expect(created).to.deep.equal([]);
  });

  it("names an unsupported type even when it is only made after an invoke has answered", async () => {
    const { adapter, created } = counting();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        const region = pulumi.runtime.invokeOutput("aws:index/getRegion:getRegion", {});
        region.apply(() => new Thing("odd", {}, undefined, "aws:mq/broker:Broker"));
      }),
    );

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(created).to.deep.equal([]);
  });

  it("names an invoke that it cannot answer before anything is created", async () => {
    const { adapter, created } = counting();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        return { ami: pulumi.runtime.invokeOutput("aws:ec2/getAmi:getAmi", {}) };
      }),
    );

    expect(error.message).to.contain("cannot answer aws:ec2/getAmi:getAmi");
    expect(created).to.deep.equal([]);
  });

  it("names an input that the adapter does not know before anything is created", async () => {
    const { adapter, created } = counting();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        new Thing("odd", { file: new pulumi.asset.AssetArchive({}) });
      }),
    );

    expect(error).to.be.instanceOf(UnknownInputError);
    expect(error.message).to.match(/test:index:Thing "odd".*file/);
    expect(created).to.deep.equal([]);
  });

  it("names a nested input that the adapter does not know", async () => {
    const program = () => new Thing("odd", { nested: { depth: "1", height: "2" } });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error).to.be.instanceOf(UnknownInputError);
    expect(error.message).to.match(/"odd".*nested.*height/);
  });

  it("names an output that the adapter does not give when the program reads it", async () => {
    const { adapter, created } = counting();

    const error = await failureOf(run(provisionerOf(adapter), () => ({ place: new Thing("a").secretPlace })));

    expect(error).to.be.instanceOf(UnknownOutputError);
    expect(error.message).to.contain('test:index:Thing "a": the program reads its output "secretPlace"');
    expect(created).to.deep.equal([]);
  });

  it("refuses an adapter that leaves out an output it has declared", async () => {
    const forgetful = thingAdapter(async (_, { name }) => ({ id: name, state: { address: undefined } }));

    const error = await failureOf(run(provisionerOf(forgetful), () => new Thing("a")));

    expect(error.message).to.contain("::a: the adapter gave no address");
  });

  it("reports ignored inputs with the reason", async () => {
    const provisioner = provisionerOf(thingAdapter());

    await run(provisioner, () => new Thing("a", { weight: 3 }));

    expect([...provisioner.ignored]).to.deep.equal(["test:index:Thing weight: the test has no scales"]);
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
    const { adapter, created } = counting();

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

  it("refuses components that are made outside the program", async () => {
    class Remote extends pulumi.ComponentResource {
      constructor() {
        super("awsx:ec2:Vpc", "vpc", {}, {}, true);
      }
    }

    const error = await failureOf(run(provisionerOf(thingAdapter()), () => new Remote()));

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(error.message).to.contain("awsx:ec2:Vpc");
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

describe("providers that the program makes", () => {
  /** The AWS provider of the SDK hands nested settings over as JSON text. */
  class AwsProvider extends pulumi.ProviderResource {
    constructor(settings: Record<string, unknown>) {
      super("aws", "elsewhere", settings);
    }
  }

  class AwsThing extends Thing {
    constructor(name: string, tags: Record<string, string>, provider: pulumi.ProviderResource) {
      super(name, { tags }, { provider }, "aws:test/thing:Thing");
    }
    declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  }

  function awsAdapter(received: unknown[]) {
    const adapter = thingAdapter(async ({ tags }, { name }) => {
      received.push(tags);
      return { id: name, state: { address: name } };
    });
    return { ...adapter, type: "aws:test/thing:Thing" };
  }

  it("add their default tags to every resource", async () => {
    const received: unknown[] = [];

    const { outputs } = await run(provisionerOf(awsAdapter(received)), () => {
      const provider = new AwsProvider({ region: "eu-central-1", defaultTags: JSON.stringify({ tags: { a: "1" } }) });
      return { tags: new AwsThing("x", { b: "2" }, provider).tagsAll };
    });

    expect(received).to.deep.equal([{ a: "1", b: "2" }]);
    expect(outputs).to.deep.equal({ tags: { a: "1", b: "2" } });
  });

  it("are refused for another region", async () => {
    const program = () => void new AwsProvider({ region: "us-west-2" });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error.message).to.contain("is for region us-west-2; the local run has one region, eu-central-1");
  });

  it("are refused with settings that would be dropped", async () => {
    const program = () => void new AwsProvider({ assumeRoles: "x" });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error.message).to.contain("does not know the provider settings assumeRoles");
  });
});
