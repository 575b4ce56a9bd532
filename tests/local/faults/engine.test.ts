import { expect } from "chai";
import { createFaultEngine } from "../../../local/faults/engine";
import type { Caller } from "../../../local/proxy/record";
import type { AwsRequest } from "../../../local/proxy/request";
import { FaultRuleError } from "../../../ops/faults/rule";
import { putItem } from "../proxy/fixtures";

const create: Caller = { kind: "function", name: "orders-create-dev" };

/** Numbers of the calls that are met, of so many. */
function met(engine: ReturnType<typeof createFaultEngine>, count: number, call = putItem(), caller = create): number[] {
  return Array.from({ length: count }, (_, index) => index).filter(() => engine.take(call, caller) !== undefined);
}

describe("the fault engine", () => {
  it("meets the same calls of the same sequence for the same seed, and about as many as the rate says", () => {
    const draw = (seed: number) => {
      const engine = createFaultEngine();
      engine.add({ effect: "refuse", rate: 0.3, forSeconds: 60, seed });
      return met(engine, 2_000);
    };
    const first = draw(7);

    expect(draw(7)).to.deep.equal(first);
    expect(draw(8)).to.not.deep.equal(first);
    expect(first.length).to.be.within(500, 700);
  });

  it("ends a rule after its number of calls, after its seconds, and when it is cleared", () => {
    let now = 0;
    const engine = createFaultEngine({ now: () => now });
    engine.add({ id: "twice", effect: "refuse", times: 2, forSeconds: 60 });
    expect(met(engine, 5)).to.have.length(2);
    engine.add({ id: "short", effect: "refuse", forSeconds: 2 });
    now = 1_999;
    expect(met(engine, 1)).to.have.length(1);
    now = 2_000;
    expect(met(engine, 1)).to.have.length(0);
    engine.add({ id: "long", effect: "refuse", forSeconds: 60 });
    expect(engine.clear("twice")).to.equal(0);
    expect(engine.clear("long")).to.equal(1);
    expect(met(engine, 1)).to.have.length(0);

    expect(engine.list().map(({ rule, active, matched, hit }) => [rule.id, active, matched, hit])).to.deep.equal([
      ["twice", false, 2, 2],
      ["short", false, 1, 1],
      ["long", false, 0, 0],
    ]);
  });

  it("lets so many calls a second pass, as many at once after a pause, and meets the others", () => {
    let now = 1_000_000;
    const engine = createFaultEngine({ now: () => now });
    engine.add({ id: "slow", effect: "throttle", perSecond: 4, times: 11, forSeconds: 60 });
    const numbers = (afterMs: number, count: number) => {
      now += afterMs;
      return met(engine, count);
    };

    expect(numbers(0, 6)).to.deep.equal([4, 5]);
    expect(numbers(250, 2)).to.deep.equal([1]);
    expect(numbers(30_000, 6)).to.deep.equal([4, 5]);
    // A clock that is put back gives nothing.
    expect(numbers(-20_000, 1)).to.deep.equal([0]);
    expect(numbers(500, 3)).to.deep.equal([2]);
    expect(engine.list().map(({ matched, hit }) => [matched, hit])).to.deep.equal([[18, 7]]);
    expect(numbers(0, 9)).to.deep.equal([0, 1, 2, 3]);
    expect(engine.list().map(({ active, matched, hit }) => [active, matched, hit])).to.deep.equal([[false, 22, 11]]);
  });

  it("leaves what passes a limit to the rules behind it, and counts only the calls that a rule is about", () => {
    const engine = createFaultEngine({ now: () => 0, suffix: () => "dev" });
    engine.add({ effect: "throttle", resource: "orders-table", perSecond: 0.5, forSeconds: 60 });
    engine.add({ effect: "refuse", forSeconds: 60 });

    expect(engine.take(putItem("table/other"), create)?.effect).to.equal("refuse");
    expect([1, 2].map(() => engine.take(putItem(), create)?.effect)).to.deep.equal(["refuse", "throttle"]);
  });

  it("counts what is left of numbered rules, and clears all at once", () => {
    const engine = createFaultEngine();
    engine.add({ effect: "refuse", times: 3, forSeconds: 60 });
    engine.add({ effect: "refuse", times: 4, forSeconds: 60 });
    engine.add({ effect: "refuse", forSeconds: 60 });
    met(engine, 2);

    expect(engine.left()).to.equal(5);
    expect(engine.clear()).to.equal(3);
    expect(engine.left()).to.equal(0);
  });

  const calls: readonly (readonly [string, object, AwsRequest, Caller, boolean])[] = [
    ["a function by its name", { function: "orders-create-dev" }, putItem(), create, true],
    ["a function without its suffix", { function: "orders-create" }, putItem(), create, true],
    ["no other function", { function: "orders-get" }, putItem(), create, false],
    ["no function whose name begins alike", { function: "orders" }, putItem(), create, false],
    ["a table by its name", { resource: "orders-table" }, putItem(), create, true],
    ["a table as in its ARN", { resource: "table/orders-table-dev" }, putItem(), create, true],
    [
      "a table's index by the table",
      { resource: "orders-table" },
      putItem("table/orders-table-dev/index/i"),
      create,
      true,
    ],
    ["an index alone", { resource: "table/orders-table-dev/index/i" }, putItem(), create, false],
    ["one table of several", { resource: "orders-table-dev" }, putItem("table/a,orders-table-dev"), create, true],
    ["no other table", { resource: "orders-audit" }, putItem(), create, false],
    [
      "no call without a resource",
      { resource: "orders-table" },
      { ...putItem(), resource: undefined } as never,
      create,
      false,
    ],
    ["a service and an action", { service: "dynamodb", action: "PutItem" }, putItem(), create, true],
    ["no other action", { action: "GetItem" }, putItem(), create, false],
    ["no other service", { service: "sqs" }, putItem(), create, false],
    ["a session of no known function", {}, putItem(), { kind: "unknown" }, true],
    [
      "no known function's rule with such a session",
      { function: "orders-create" },
      putItem(),
      { kind: "unknown" },
      false,
    ],
    ["no administrator", {}, putItem(), { kind: "administrator" }, false],
    ["no client of the API", {}, { ...putItem(), service: "execute-api" }, { kind: "client" }, false],
    ["no call but PutEvents in part", { effect: "partial-failure" }, putItem(), create, false],
    ["PutEvents in part", { effect: "partial-failure" }, { ...putItem(), action: "PutEvents" }, create, true],
  ];
  for (const [what, rule, call, caller, meets] of calls) {
    it(`meets ${what}`, () => {
      const engine = createFaultEngine({ suffix: () => "dev" });
      engine.add({ effect: "refuse", forSeconds: 60, ...rule });

      expect(met(engine, 1, call, caller)).to.have.length(meets ? 1 : 0);
    });
  }

  it("meets emails to one recipient only", () => {
    const engine = createFaultEngine();
    engine.add({ effect: "throttle", recipient: "ada@example.com", times: 2, forSeconds: 60 });
    const to = (address: string): AwsRequest => ({
      ...{ service: "ses", action: "SendEmail", entries: 1, attempt: 1 },
      email: { action: "SendEmail", tags: {}, recipients: [address] },
    });

    const hit = ["bob@example.com", "ada@example.com", "ada@example.com", "ada@example.com"].map(
      (address) => engine.take(to(address), create)?.effect,
    );

    expect(hit).to.deep.equal([undefined, "throttle", "throttle", undefined]);
  });

  it("lets the first rule that meets a call decide", () => {
    const engine = createFaultEngine();
    engine.add({ effect: "refuse", times: 1, forSeconds: 60 });
    engine.add({ effect: "throttle", forSeconds: 60 });

    expect([1, 2].map(() => engine.take(putItem(), create)?.effect)).to.deep.equal(["refuse", "throttle"]);
  });

  it("refuses a second active rule of the same id, and a kill where the caller cannot be found", () => {
    const engine = createFaultEngine({ canKill: () => false });
    expect(engine.add({ effect: "refuse", forSeconds: 60 })).to.equal("fault-1");
    expect(engine.add({ id: "mine", effect: "refuse", forSeconds: 60 })).to.equal("mine");

    expect(() => engine.add({ id: "mine", effect: "refuse", forSeconds: 60 })).to.throw(
      FaultRuleError,
      'id must be new, "mine" is that of an active rule',
    );
    expect(() => engine.add({ effect: "kill", forSeconds: 60 })).to.throw(FaultRuleError, "needs Linux");
    engine.clear("mine");
    expect(engine.add({ id: "mine", effect: "refuse", forSeconds: 60 })).to.equal("mine");
  });

  it("keeps a thousand rules, and forgets the oldest that has ended", () => {
    const engine = createFaultEngine();
    const add = () => engine.add({ effect: "refuse", forSeconds: 60 });
    for (let count = 0; count < 1_000; count += 1) add();
    expect(add).to.throw(FaultRuleError, "at most 1000 active rules");
    engine.clear("fault-500");
    add();

    const ids = engine.list().map(({ rule }) => rule.id);
    expect(ids).to.have.length(1_000).and.to.not.include("fault-500");
    expect(ids.at(-1)).to.equal("fault-1001");
  });
});
