import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { choose } from "../../../ops/restore/choose";
import { type Comparison, compare } from "../../../ops/restore/compare";
import { keyText, type RawItem, traceOf } from "../../../ops/restore/digest";
import { copyName, tableNamed } from "../../../ops/restore/tables";
import { tableNamesOf } from "../../../ops/stack/outputs";
import { outputsWith } from "../support/outputs";

const now = 1_800_000_000;
const shape = { keys: ["orderId"], ttlAttribute: "expiresAt" };

function item(orderId: string, changes: Readonly<Record<string, AttributeValue>> = {}): RawItem {
  return { orderId: { S: orderId }, version: { N: "1" }, status: { S: "PLACED" }, ...changes };
}

async function* each(items: readonly RawItem[]): AsyncGenerator<RawItem> {
  yield* items;
}

const names = (keys: readonly RawItem[]) => keys.map((key) => keyText(key, ["orderId"]));

async function found(table: readonly RawItem[], copy: readonly RawItem[]) {
  const { missing, damaged, newer, unclear, ...counts } = await compare(each(table), each(copy), shape, now);
  return { ...counts, missing: names(missing), damaged: names(damaged), newer: names(newer), unclear: names(unclear) };
}

describe("the comparison of a table with its copy", () => {
  it("tells what is alike, new, missing, expired, damaged, and changed by a later write", async () => {
    const copy = [
      item("alike"),
      item("missing"),
      item("expired", { expiresAt: { N: String(now) } }),
      item("expiring", { expiresAt: { N: String(now + 1) } }),
      item("damaged"),
      item("stripped"),
      item("later"),
      item("silent", { version: { BOOL: true } }),
    ];
    const { version: _, ...stripped } = item("stripped");
    const table = [
      item("alike"),
      item("added"),
      item("damaged", { status: { S: "Shipped??" } }),
      stripped,
      item("later", { version: { N: "10" }, status: { S: "CONFIRMED" } }),
      item("silent", { version: { BOOL: false } }),
    ];

    expect(await found(table, copy)).to.deep.equal({
      same: 1,
      added: 1,
      expired: 1,
      missing: ["missing", "expiring"],
      damaged: ["damaged", "stripped"],
      newer: ["later"],
      unclear: ["silent"],
    });
  });

  it("goes by the time of the last write where items have no version, and counts versions as numbers", async () => {
    const at = (id: string, time: string): RawItem => ({ orderId: { S: id }, updatedAt: { S: time }, x: { S: time } });
    const early = "2026-11-28T09:00:00.000Z";
    const late = "2026-11-28T10:00:00.000Z";

    const result = await found(
      [at("a", late), { ...at("b", early), x: { S: "else" } }, item("c", { version: { N: "9" } })],
      [at("a", early), at("b", early), item("c", { version: { N: "10" } })],
    );

    expect([result.newer, result.damaged]).to.deep.equal([["a"], ["b", "c"]]);
  });

  it("takes maps and sets of another order for the same, and lists for another", () => {
    const one: RawItem = {
      m: { M: { a: { N: "1" }, b: { L: [{ S: "x" }, { S: "y" }] } } },
      s: { SS: ["x", "y"] },
      b: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
    };
    const turned: RawItem = {
      b: { BS: [Uint8Array.of(2), Uint8Array.of(1)] },
      s: { SS: ["y", "x"] },
      m: { M: { b: { L: [{ S: "x" }, { S: "y" }] }, a: { N: "1" } } },
    };
    const other: RawItem = { ...one, m: { M: { a: { N: "1" }, b: { L: [{ S: "y" }, { S: "x" }] } } } };

    expect(traceOf(one).digest).to.equal(traceOf(turned).digest);
    expect(traceOf(one).digest).to.not.equal(traceOf(other).digest);
    expect(traceOf({ x: { S: "1" } }).digest).to.not.equal(traceOf({ x: { N: "1" } }).digest);
  });
});

describe("what is copied back", () => {
  const key = (orderId: string): RawItem => ({ orderId: { S: orderId } });
  const comparison: Comparison = {
    ...{ same: 5, added: 1, expired: 0 },
    missing: [key("m1"), key("m2")],
    damaged: [key("d")],
    newer: [key("n")],
    unclear: [key("u")],
  };
  const chosen = (copy: "nothing" | "missing" | "damaged" | "both", keys?: string[], loseWrites = false) => {
    const { items, unknown } = choose(comparison, ["orderId"], { copy, loseWrites, keys });
    return [names(items), unknown];
  };

  it("is nothing, what is missing, what is damaged, or both", () => {
    expect(chosen("nothing")).to.deep.equal([[], []]);
    expect(chosen("missing")).to.deep.equal([["m1", "m2"], []]);
    expect(chosen("damaged")).to.deep.equal([["d"], []]);
    expect(chosen("both")).to.deep.equal([["m1", "m2", "d"], []]);
  });

  it("is of these only the keys that are given, and never a later write unless it may be lost", () => {
    expect(chosen("both", ["m2", "n", "x"])).to.deep.equal([["m2"], ["n", "x"]]);
    expect(chosen("both", ["n", "u"], true)).to.deep.equal([["n", "u"], []]);
  });
});

describe("tables that can be restored", () => {
  const outputs = outputsWith();

  it("are all of the stack's, with or without the environment", () => {
    expect(tableNamesOf(outputs)).to.deep.equal([
      "orders-table-test",
      "orders-audit-test",
      "confirmations-deliveries-test",
      "confirmations-suppressions-test",
      "shipments-table-test",
      "monitoring-errors-test",
    ]);
    expect(tableNamed("orders-table", outputs)).to.equal("orders-table-test");
    expect(() => tableNamed("orders", outputs)).to.throw("the stack has no table 'orders'; it has orders-table-test,");
  });

  it("are restored to a name of the stack's form, or to one that is given and not taken", () => {
    expect(copyName("orders-table-test", outputs, undefined)).to.equal("orders-table-r1-test");
    expect(copyName("orders-table-test", outputs, "orders-before-test")).to.equal("orders-before-test");
    expect(() => copyName("orders-table-test", outputs, "shipments-table-test")).to.throw("one of the stack's own");
    expect(() => copyName("orders-table-test", outputs, "a b")).to.throw("'a b' given");
  });
});
