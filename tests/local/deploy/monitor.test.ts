import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AssetValue, type PlainObject } from "../../../program/resource";
import { failureOf } from "../../support/failure-of";
import { provisionerOf, run, Thing, thingAdapter, thingType } from "./fakes";

describe("a program run without the Pulumi CLI", () => {
  it("creates each resource after those it depends on, and independent ones at the same time", async () => {
    const events: string[] = [];
    let bothBegun: () => void = () => undefined;
    const together = new Promise<void>((resolve) => {
      bothBegun = resolve;
    });
    const adapter = thingAdapter(async (_, { name }) => {
      events.push(`begin ${name}`);
      if (events.includes("begin a") && events.includes("begin b")) bothBegun();
      if (name === "a" || name === "b") await together; // hangs if they are not made at the same time
      events.push(`end ${name}`);
      return { id: name, state: { address: name } };
    });

    await run(provisionerOf(adapter), () => {
      const a = new Thing("a");
      const b = new Thing("b");
      const c = new Thing("c", { color: a.address }, { dependsOn: [b] });
      new Thing("d", {}, { dependsOn: [c] });
    });

    expect(events.slice(0, 2).sort()).to.deep.equal(["begin a", "begin b"]);
    expect(events.slice(4)).to.deep.equal(["begin c", "end c", "begin d", "end d"]);
  });

  it("creates nothing before the whole program is loaded", async () => {
    let loaded = false;
    const seen: boolean[] = [];
    const adapter = thingAdapter(async (_, { name }) => {
      seen.push(loaded);
      return { id: name, state: { address: name } };
    });

    await run(provisionerOf(adapter), async () => {
      new Thing("early");
      loaded = true;
      return {};
    });

    expect(seen).to.deep.equal([true]);
  });

  it("loads the program while the emulator starts, and creates nothing before it answers", async () => {
    const events: string[] = [];
    const adapter = thingAdapter(async (_, { name }) => {
      events.push(`create ${name}`);
      return { id: name, state: { address: name } };
    });
    const emulator = Promise.withResolvers<void>();
    const program = () => {
      new Thing("a");
      events.push("loaded");
      setImmediate(() => {
        setImmediate(() => {
          events.push("emulator answers");
          emulator.resolve();
        });
      });
    };

    await run(provisionerOf(adapter), program, { ready: emulator.promise });

    expect(events).to.deep.equal(["loaded", "emulator answers", "create a"]);
  });

  it("creates nothing, and fails with the emulator's error, when that does not start", async () => {
    const created: string[] = [];
    const adapter = thingAdapter(async (_, { name }) => {
      created.push(name);
      return { id: name, state: { address: name } };
    });
    const emulator = Promise.withResolvers<void>();
    const program = () => {
      new Thing("a");
      setImmediate(() => emulator.reject(new Error("no Python")));
    };

    const error = await failureOf(run(provisionerOf(adapter), program, { ready: emulator.promise }));

    expect(error).to.have.property("message", "no Python");
    expect(created).to.deep.equal([]);
  });

  it("gives outputs back as plain values, secrets unwrapped", async () => {
    const { outputs } = await run(provisionerOf(thingAdapter()), () => {
      const thing = new Thing("a", { color: "red" });
      const settings = new pulumi.Config();
      return {
        group: { address: thing.address, id: thing.id, color: thing.color, urn: thing.urn },
        greeting: settings.require("greeting"),
        password: settings.requireSecret("password"),
        list: [thing.address, 3, true],
      };
    });

    expect(outputs).to.deep.equal({
      group: { address: "a street", id: "id-a", color: "red", urn: `urn:pulumi:test::shop::${thingType}::a` },
      greeting: "hello",
      password: "geheim",
      list: ["a street", 3, true],
    });
  });

  it("hands secrets and assets over unwrapped, and remembers which inputs were secret", async () => {
    const received: PlainObject[] = [];
    const provisioner = provisionerOf(thingAdapter());
    const recording = Object.assign(Object.create(provisioner), {
      declare: () => "any",
      create: async ({ inputs, name }: { inputs: PlainObject; name: string }) => {
        received.push(inputs);
        return { id: name, state: {} };
      },
    });

    const { resources } = await run(recording, () => {
      new Thing("a", {
        color: pulumi.secret("red"),
        nested: { depth: pulumi.secret("9") },
        file: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("code") }),
      });
    });

    expect(received[0]?.color).to.equal("red");
    expect(received[0]?.nested).to.deep.equal({ depth: "9" });
    const text = new AssetValue({ kind: "text", text: "code" });
    expect(received[0]?.file).to.deep.equal(new AssetValue({ kind: "archive", assets: { "index.js": text } }));
    const thing = resources.find((resource) => resource.type === thingType);
    expect(thing?.secrets).to.deep.equal(["color", "nested.depth"]);
  });

  it("sees the whole of each resource: parents, dependencies, protection", async () => {
    class Outer extends pulumi.ComponentResource {}

    const { resources } = await run(provisionerOf(thingAdapter()), () => {
      const outer = new Outer("shop:index:Outer", "outer");
      const inner = new Outer("shop:index:Inner", "inner", {}, { parent: outer });
      const a = new Thing("a", {}, { parent: inner, protect: true, retainOnDelete: true, ignoreChanges: ["color"] });
      new Thing("b", { color: a.address }, { deleteBeforeReplace: false });
      new Thing("c", {}, { deleteBeforeReplace: true });
    });

    const byName = new Map(resources.map((resource) => [resource.name, resource]));
    const inner = "urn:pulumi:test::shop::shop:index:Outer$shop:index:Inner::inner";
    const a = `urn:pulumi:test::shop::shop:index:Outer$shop:index:Inner$${thingType}::a`;
    expect(byName.get("inner")?.urn).to.equal(inner);
    expect(byName.get("a")).to.include({ urn: a, parent: inner, protect: true, retainOnDelete: true, custom: true });
    expect(byName.get("a")?.ignoreChanges).to.deep.equal(["color"]);
    expect(byName.get("b")?.dependencies).to.deep.equal([a]);
    expect(["a", "b", "c"].map((name) => byName.get(name)?.deleteBeforeReplace)).to.deep.equal([
      undefined,
      false,
      true,
    ]);
    expect(byName.get("shop-test")).to.include({ type: "pulumi:pulumi:Stack", parent: "", custom: false });
  });

  it("runs twice in one process without traces of the first run", async () => {
    const program = () => ({ address: new Thing("a").address });

    const first = await run(provisionerOf(thingAdapter()), program);
    const second = await run(provisionerOf(thingAdapter()), program);

    expect(second.outputs).to.deep.equal(first.outputs);
    expect(second.resources).to.have.length(2);
  });

  it("runs again after a failed run", async () => {
    const broken = thingAdapter(async () => {
      throw new Error("refused");
    });
    const program = () => ({ address: new Thing("a").address });

    await failureOf(run(provisionerOf(broken), program));
    const { outputs } = await run(provisionerOf(thingAdapter()), program);

    expect(outputs).to.deep.equal({ address: "a street" });
  });
});
