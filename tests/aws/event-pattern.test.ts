import { expect } from "chai";
import fc from "fast-check";
import {
  anything,
  compileEventPattern,
  EventPatternError,
  lambdaFilter,
  type PatternDialect,
  snsAttributes,
  snsBody,
} from "../../aws/event-pattern";
import { growthOfDoubling, linearAtMost } from "../support/cpu-time";
import { examples } from "./event-pattern-examples";
import { snsExamples } from "./event-pattern-sns-examples";

describe("an event pattern", () => {
  for (const { source, pattern, matching, other, dialect } of [...examples, ...snsExamples]) {
    it(`matches as documented (${source})`, () => {
      const compiled = compileEventPattern(pattern, dialect);

      expect(matching.filter((event) => !compiled.matches(event))).to.deep.equal([]);
      expect(other.filter((event) => compiled.matches(event))).to.deep.equal([]);
    });
  }

  const refused: readonly (readonly [what: string, pattern: unknown, says: RegExp, dialect?: PatternDialect])[] = [
    ["no JSON", "carrier", /^must be JSON/],
    ["a list", ["carrier"], /^must be an object/],
    ["null", null, /^must be an object/],
    ["nothing", undefined, /^must be JSON/],
    ["no field", {}, /^must not be an empty object/],
    ["an object without fields", { detail: {} }, /^detail must not be an empty object/],
    ["a value outside a list", { source: "carrier" }, /^source must be a list or an object/],
    ["an empty list", { source: [] }, /^source must not be an empty list/],
    ["a list in a list", { source: [["a"]] }, /^source\.0 must be a text/],
    ["an operator that does not exist", { source: [{ prefx: "a" }] }, /^source\.0 has the operator 'prefx'/],
    ["two operators at once", { source: [{ prefix: "a", suffix: "b" }] }, /^source\.0 must have exactly one operator/],
    ["no operator", { source: [{}] }, /^source\.0 must have exactly one operator/],
    ["a prefix that is no text", { source: [{ prefix: 1 }] }, /^source\.0\.prefix must be/],
    ["a prefix of another kind", { source: [{ prefix: { wildcard: "a" } }] }, /^source\.0\.prefix must be a text/],
    ["exists without an answer", { source: [{ exists: "yes" }] }, /^source\.0\.exists must be true or false/],
    ["no comparison", { n: [{ numeric: [] }] }, /^n\.0\.numeric must be one comparison/],
    ["a comparison that does not exist", { n: [{ numeric: ["!=", 1] }] }, /^n\.0\.numeric has no comparison '!='/],
    ["a comparison with a text", { n: [{ numeric: ["=", "1"] }] }, /^n\.0\.numeric must have numbers/],
    ["a number that is too large", { n: [{ numeric: ["=", 5.1e9] }] }, /^n\.0\.numeric must have numbers between/],
    ["a range upside down", { n: [{ numeric: [">", 5, "<", 1] }] }, /^n\.0\.numeric must have a lower bound below/],
    ["an empty range", { n: [{ numeric: [">=", 5, "<=", 5] }] }, /^n\.0\.numeric must have a lower bound below/],
    ["an upper bound first", { n: [{ numeric: ["<", 5, ">", 1] }] }, /^n\.0\.numeric must give the lower bound first/],
    ["a range that begins with equality", { n: [{ numeric: ["=", 1, "<", 5] }] }, /^n\.0\.numeric must give the lower/],
    ["three terms", { n: [{ numeric: [">", 5, "<"] }] }, /^n\.0\.numeric must be one comparison/],
    ["an address for a network", { ip: [{ cidr: "10.0.0.1" }] }, /^ip\.0\.cidr must be a network/],
    ["a mask that is too long", { ip: [{ cidr: "10.0.0.0/33" }] }, /^ip\.0\.cidr must be a network/],
    ["a network of no address", { ip: [{ cidr: "10.0.0/8" }] }, /^ip\.0\.cidr must be a network/],
    ["anything but nothing", { a: [{ "anything-but": [] }] }, /^a\.0\.anything-but must not be an empty list/],
    ["anything but texts and numbers", { a: [{ "anything-but": ["a", 1] }] }, /must be texts only or numbers only/],
    ["anything but null", { a: [{ "anything-but": null }] }, /must be texts only or numbers only/],
    ["anything but an operator that does not exist", { a: [{ "anything-but": { cidr: "10.0.0.0/8" } }] }, /'cidr'/],
    ["anything but what begins with nothing", { a: [{ "anything-but": { prefix: "" } }] }, /must not be empty/],
    ["two stars in a row", { a: [{ wildcard: "a**" }] }, /^a\.0\.wildcard must not hold two stars/],
    ["an escape of nothing", { a: [{ wildcard: "a\\b" }] }, /^a\.0\.wildcard must have a star or a backslash/],
    ["an escape at the end", { a: [{ wildcard: "a\\" }] }, /^a\.0\.wildcard must have a star or a backslash/],
    ["one branch of $or", { $or: [{ a: [1] }] }, /^\$or must be a list of two or more objects/],
    ["an $or of texts", { $or: ["a", "b"] }, /^\$or\.0 must be an object/],
    ["an operator for a field inside $or", { $or: [{ numeric: [1] }, { a: [1] }] }, /^\$or\.0\.numeric is an operator/],
    ["more than 1,000 branches", manyBranches(), /comes to more than 1000 branches/],
    ["more than 2,048 characters", { source: ["x".repeat(2_048)] }, /at most 2048 characters/],
    [
      "wildcards in a filter of Lambda",
      { body: { a: [{ wildcard: "*" }] } },
      /which Lambda does not know/,
      lambdaFilter,
    ],
    [
      "networks in a filter of Lambda",
      { body: { a: [{ cidr: "10.0.0.0/8" }] } },
      /which Lambda does not know/,
      lambdaFilter,
    ],
    ["wildcards in a policy of SNS", { a: [{ wildcard: "*" }] }, /which SNS does not know/, snsBody],
    ["anything but a suffix in SNS", { a: [{ "anything-but": { suffix: "x" } }] }, /SNS does not know there/, snsBody],
    ["fields of attributes", { a: { b: ["c"] } }, /^a must be a list/, snsAttributes],
    ["six keys in SNS", { a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }, /has 6 keys, SNS takes 5/, snsAttributes],
    [
      "more than 150 combinations in SNS",
      { a: { b: numbersTo(20) }, c: numbersTo(4) },
      /has 160 combinations/,
      snsBody,
    ],
    ["a number beyond a billion in SNS", { a: [{ numeric: ["=", 2e9] }] }, /must have numbers between/, snsBody],
  ];
  for (const [what, pattern, says, dialect] of refused) {
    it(`is refused with ${what}`, () => {
      expect(() => compileEventPattern(pattern, dialect)).to.throw(EventPatternError, says);
    });
  }

  it("is judged with what is not known taken for a match", () => {
    const matches = (pattern: object, event: object) => compileEventPattern(pattern).matches(event);

    expect(matches({ a: { b: [{ prefix: "x" }], c: [{ exists: false }] } }, { a: anything })).to.equal(true);
    expect(matches({ a: [{ "anything-but": "x" }] }, { a: anything })).to.equal(true);
    expect(matches({ a: { b: [{ exists: false }], c: [1] } }, { a: { b: anything, c: 2 } })).to.equal(false);
    expect(matches({ a: { b: [{ exists: false }] } }, { a: { b: anything } })).to.equal(true);
    expect(matches({ b: ["x"] }, { a: anything })).to.equal(false);
  });

  it("names the alternatives that let nothing through by themselves", () => {
    const events = [
      { kind: "A", n: 1 },
      { kind: "B", n: 2 },
    ];
    const idle = (pattern: object) => compileEventPattern(pattern).idleAlternatives(events);

    expect(idle({ kind: ["A", "B"] })).to.deep.equal([]);
    expect(idle({ kind: ["A", "b"] })).to.deep.equal(["kind.1"]);
    expect(idle({ kind: ["A"], n: [1, 2] })).to.deep.equal(["n.1"]);
    expect(idle({ kind: ["A"], m: [{ exists: false }] })).to.deep.equal([]);
    expect(idle({ kind: ["C"], n: [1] })).to.deep.equal(["kind.0", "n.0"]);
    expect(idle({ $or: [{ kind: ["A"] }, { n: [3] }] })).to.deep.equal(["$or.1.n.0", "$or.1"]);
  });

  it("looks at an event's own fields only", () => {
    expect(compileEventPattern({ constructor: { name: ["Object"] } }).matches({})).to.equal(false);
    expect(compileEventPattern({ toString: [{ exists: false }] }).matches({})).to.equal(true);
    expect(
      [null, [], "x", 1, undefined].filter((event) => compileEventPattern({ a: [{ exists: false }] }).matches(event)),
    ).to.deep.equal([]);
  });
});

describe("event patterns, by their properties", () => {
  const leaf = fc.oneof(fc.string(), fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.boolean(), fc.constant(null));
  const holds = (condition: unknown, value: unknown) => compileEventPattern({ f: [condition] }).matches({ f: value });

  it("take exactly the value that they name", () => {
    fc.assert(
      fc.property(leaf, leaf, (wanted, value) => {
        expect(holds(wanted, value)).to.equal(wanted === value);
        expect(holds(wanted, [value, wanted])).to.equal(true);
      }),
    );
  });

  it("take anything but what they name, where there is something", () => {
    const values = fc.array(fc.string(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, fc.string(), (excluded, value) => {
        expect(holds({ "anything-but": excluded }, value)).to.equal(!excluded.includes(value));
        expect(holds({ "anything-but": excluded }, excluded[0])).to.equal(false);
      }),
    );
  });

  it("take prefixes, suffixes and wildcards as regular expressions would", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 3 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 12 });
    const quoted = (value: string) => value.replaceAll(".", "\\.");
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), text, (parts, value) => {
        const inner = parts.filter((item, index) => item !== "" || index === 0 || index === parts.length - 1);
        const regex = new RegExp(`^${inner.map(quoted).join(".*")}$`);

        expect(holds({ wildcard: inner.join("*") }, value)).to.equal(regex.test(value));
        expect(holds({ prefix: parts[0] }, value)).to.equal(value.startsWith(parts[0] ?? ""));
        expect(holds({ suffix: parts[0] }, value)).to.equal(value.endsWith(parts[0] ?? ""));
      }),
      { numRuns: 2_000 },
    );
  });

  it("take numbers inside a range, its bounds as they say", () => {
    const number = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        number,
        fc.integer({ min: 1, max: 20 }),
        number,
        fc.boolean(),
        fc.boolean(),
        (low, width, value, from, to) => {
          const high = low + width;
          const condition = { numeric: [from ? ">=" : ">", low, to ? "<=" : "<", high] };
          const expected = (from ? value >= low : value > low) && (to ? value <= high : value < high);

          expect(holds(condition, value)).to.equal(expected);
        },
      ),
    );
  });

  it("take the addresses of a network", () => {
    const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const written = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), address, (network, length, value) => {
        const shift = BigInt(32 - length);
        const expected = BigInt(network) >> shift === BigInt(value) >> shift;

        expect(holds({ cidr: `${written(network)}/${length}` }, written(value))).to.equal(expected);
        expect(holds({ cidr: `${written(network)}/${length}` }, written(network))).to.equal(true);
      }),
    );
  });

  it("take with $or what any branch takes", () => {
    const field = fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(field, fc.array(field, { minLength: 2, maxLength: 4 }), (event, branches) => {
        const $or = branches.map(({ a, b }) => ({ a: [a], b: [b] }));
        const any = $or.some((branch) => compileEventPattern(branch).matches(event));

        expect(compileEventPattern({ $or }).matches(event)).to.equal(any);
      }),
    );
  });

  it("match the event that they were written down from, and never throw but to refuse", () => {
    const event = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.oneof(leaf, fc.dictionary(fc.string(), leaf)));
    fc.assert(
      fc.property(event, fc.jsonValue(), (given, anyJson) => {
        if (Object.keys(given).length > 0 && !JSON.stringify(given).includes("$or")) {
          const fields = (value: unknown): unknown =>
            typeof value === "object" && value !== null
              ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fields(item)]))
              : [value];
          const pattern = fields(given);
          if (!JSON.stringify(pattern).includes("{}"))
            expect(compileEventPattern(pattern).matches(given)).to.equal(true);
        }
        try {
          compileEventPattern(anyJson).matches(given);
        } catch (error) {
          expect(error).to.be.instanceOf(EventPatternError);
        }
      }),
    );
  });

  it("take no longer than pattern and event are large", () => {
    const objects = compileEventPattern({ items: { tags: ["c", { exists: false }], id: [{ exists: false }] } });
    const wildcard = compileEventPattern({ f: [{ wildcard: `*${"a*".repeat(50)}c` }] });
    const works = {
      "a list of objects": (size: number) => {
        const items = Array.from({ length: size / 10 }, (_, id) => ({ id, tags: ["a", "b"] }));
        expect(objects.matches({ items })).to.equal(false);
      },
      "a wildcard on a text": (size: number) => expect(wildcard.matches({ f: "ab".repeat(size) })).to.equal(false),
    };

    for (const [what, work] of Object.entries(works)) {
      expect(growthOfDoubling(work, 20_000), what).to.be.below(linearAtMost);
    }
  });
});

function manyBranches(): object {
  const or = (field: string) => ({ $or: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((value) => ({ [field]: [value] })) });
  return { a: or("a"), b: or("b"), c: or("c") };
}

function numbersTo(most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => index);
}
