import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { stringify } from "yaml";
import { projectName, readConfigSection, readYaml, StackConfigError } from "../../../cli/stack-files/read";
import { resolvePlain, scalarText } from "../../../cli/stack-files/scalar";
import { projectRoot } from "../../../launch/project-root.cjs";

const folder = join(projectRoot, "tests/cli/stack-files");
const file = "Pulumi.dev.yaml";
const textsOf = (text: string) =>
  Object.fromEntries([...readConfigSection(text, "shop", file)].map(([key, { text: value }]) => [key, value]));

/** What `pulumi config --json` of 3.260.0 printed for `scalars.yaml`. */
const real: Readonly<Record<string, { readonly value: string }>> = JSON.parse(
  readFileSync(join(folder, "scalars-as-pulumi-reads-them.json"), "utf8"),
);
const lines = readFileSync(join(folder, "scalars.yaml"), "utf8").split("\n").slice(1).filter(Boolean);

describe("a stack's file", () => {
  for (const line of lines) {
    const [, key = "", written = ""] = /^ {2}(backoffice:\w+): (.*)$/.exec(line) ?? [];
    if (key === "backoffice:list" || written.startsWith("'")) continue;
    it(`means by ${written} what the CLI says: '${real[key]?.value}'`, () => {
      expect(scalarText(resolvePlain(written).value)).to.equal(real[key]?.value);
    });
  }

  it("holds lists that mean what the CLI says, whole numbers exact", () => {
    const items = ["0500", "0815", "030", "yes", "1_000", "281474976710656123", "1.10", "~"];
    const texts = items.map((item) => {
      const { value } = resolvePlain(item);
      return typeof value === "bigint" ? String(value) : JSON.stringify(value);
    });
    expect(`[${texts.join(",")}]`).to.equal(real["backoffice:list"]?.value);
    expect(textsOf("config: { shop:list: [281474976710656123, {b: 18446744073709551615, a: x}] }")).to.deep.equal({
      "shop:list": '[281474976710656123,{"a":"x","b":18446744073709551615}]',
    });
  });

  it("gives what is meant in every way of reading, as it is", () => {
    const text = `config:
  shop:text: some words
  shop:number: 500
  shop:big: 281474976710656123
  shop:negative: -12
  shop:fraction: 0.25
  shop:on: true
  shop:shouted: TRUE
  shop:nothing: ~
  shop:empty:
  shop:quoted: '0500'
  shop:double: "1.10"
  shop:block: |-
    0500
  shop:tagged: !!str 0500
  shop:address: a@b.example
  shop:time: "12:30"
  shop:limits: { low: 1, high: 2 }
`;
    expect(textsOf(text)).to.deep.equal({
      "shop:text": "some words",
      "shop:number": "500",
      "shop:big": "281474976710656123",
      "shop:negative": "-12",
      "shop:fraction": "0.25",
      "shop:on": "true",
      "shop:shouted": "true",
      "shop:nothing": "",
      "shop:empty": "",
      "shop:quoted": "0500",
      "shop:double": "1.10",
      "shop:block": "0500",
      "shop:tagged": "0500",
      "shop:address": "a@b.example",
      "shop:time": "12:30",
      "shop:limits": '{"high":2,"low":1}',
    });
  });

  const ambiguous: readonly (readonly [string, string])[] = [
    ["0500", "Pulumi reads 320, YAML 1.2 reads 500"],
    ["0815", "Pulumi reads 815"],
    ["030", "Pulumi reads 24, YAML 1.2 reads 30"],
    ["1_000", "Pulumi reads 1000, YAML 1.2 reads 1_000"],
    ["0o17", "Pulumi reads 15, YAML 1.1 reads 0o17"],
    ["0b101", "Pulumi reads 5, YAML 1.2 reads 0b101"],
    ["yes", "Pulumi reads yes, YAML 1.1 reads true"],
    ["off", "Pulumi reads off, YAML 1.1 reads false"],
    ["12:30", "Pulumi reads 12:30, YAML 1.1 reads 750"],
    ["2001-12-14", "Pulumi reads 2001-12-14 00:00:00 +0000 UTC, YAML 1.1 reads the moment 2001-12-14T00:00:00.000Z"],
    ["2001-12-14T10:20:30Z", "Pulumi reads 2001-12-14 10:20:30 +0000 UTC"],
    ["1e3", "Pulumi reads 1000"],
    ["1.10", "Pulumi reads 1.1"],
    ["+500", "Pulumi reads 500"],
    ["500.", "Pulumi reads 500"],
    [".5", "Pulumi reads 0.5"],
    ["0x1F4", "Pulumi reads 500"],
    ["007", "Pulumi reads 7"],
    ["-0", "Pulumi reads 0"],
    ["36893488147419103232", "Pulumi reads 36893488147419103000"],
  ];
  for (const [written, readings] of ambiguous) {
    it(`is refused for ${written} without quotes, and taken with them`, () => {
      const read = () => readConfigSection(`config:\n  shop:size: ${written}\n`, "shop", file);
      expect(read).to.throw(StackConfigError, `${file}: the value of shop:size is written ${written}, without quotes`);
      expect(read).to.throw(StackConfigError, `${readings}`);
      expect(read).to.throw(StackConfigError, "Put it in quotes");
      expect(textsOf(`config:\n  shop:size: "${written}"\n`)).to.deep.equal({ "shop:size": written });
    });
  }

  it("is refused for such a value in a list or in an object, which is named; not outside of the configuration", () => {
    const read = (text: string) => () => readConfigSection(text, "shop", file);
    expect(read("config: { shop:list: [1, 0500] }")).to.throw("shop:list[1] is written 0500");
    expect(read("config: { shop:limits: { low: 1_0 } }")).to.throw("shop:limits.low is written 1_0");
    expect(read("made: 2001-12-14\nconfig: { shop:a: b }")()).to.have.length(1);
  });

  it("gives back every text that was written in quotes, and every number", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
        (text, number) => {
          const yaml = stringify({ config: { "shop:text": text, "shop:number": number } }, quoted);
          expect(textsOf(yaml)).to.deep.equal({ "shop:text": text, "shop:number": String(number) });
        },
      ),
    );
  });

  it("has keys with and without their namespace, and each once", () => {
    expect(textsOf("config: { a: one, other:b: two, shop:config:c: three }")).to.deep.equal({
      ...{ "shop:a": "one", "other:b": "two", "shop:c": "three" },
    });
    expect(() => textsOf("config: { a: x, shop:a: z }")).to.throw(StackConfigError, "shop:a is given twice");
    expect(() => textsOf("config: { a:b:c: z }")).to.throw(StackConfigError, "'a:b:c' is no key");
    expect(() => textsOf("config: { a: 1, a: 2 }")).to.throw(StackConfigError, "cannot be read");
  });

  it("says what is encrypted, wherever it stands", () => {
    const text = "config: { a: { secure: v1:x }, b: { c: [{ secure: v1:y }] }, d: { secured: z } }";
    const entries = readConfigSection(text, "shop", file);
    expect([...entries].map(([key, { encrypted }]) => [key, encrypted])).to.deep.equal([
      ["shop:a", true],
      ["shop:b", true],
      ["shop:d", false],
    ]);
  });

  it("knows aliases, and refuses merged maps and texts that are no YAML", () => {
    expect(textsOf("config: { a: &it { x: 1 }, b: *it }")).to.deep.equal({ "shop:a": '{"x":1}', "shop:b": '{"x":1}' });
    expect(() => textsOf("config: { a: &it { x: 1 }, b: { <<: *it } }")).to.throw(StackConfigError, "write the values");
    for (const text of ["config: [", "config: { a: *nobody }", "a: 1\n---\nb: 2"])
      expect(() => textsOf(text), text).to.throw(StackConfigError, /cannot be read/);
    expect(readYaml("", file).value).to.deep.equal({});
  });

  it("belongs to a project with a name", () => {
    expect(projectName("name: shop\n", "Pulumi.yaml")).to.equal("shop");
    expect(() => projectName("main: x\n", "Pulumi.yaml")).to.throw(StackConfigError, "no name");
  });
});

const quoted = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 } as const;
