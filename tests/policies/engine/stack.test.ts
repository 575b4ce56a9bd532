import { expect } from "chai";
import { type RawResource, Resource } from "../../../policies/engine/resource";
import { Stack } from "../../../policies/engine/stack";
import { UnknownValue } from "../../../policies/engine/unknown";

/** Pulumi's mark for a text that a preview does not know. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function raw(type: string, name: string, rest: Partial<RawResource> = {}): RawResource {
  return {
    urn: `urn:${name}`,
    type,
    name,
    props: {},
    options: { protect: false, ignoreChanges: [] },
    parent: "",
    dependencies: [],
    propertyDependencies: {},
    ...rest,
  };
}

const queue = raw("queue", "mails", { props: { arn: "arn:mails", name: "mails-prod" } });

function stackOf(resources: readonly RawResource[]): Stack {
  return new Stack(resources.map((resource) => new Resource(resource)));
}

function stackWith(mapping: Partial<RawResource>) {
  const stack = stackOf([queue, raw("mapping", "mapping", mapping)]);
  const [resource] = stack.ofType("mapping");
  if (resource === undefined) throw new Error("the mapping is missing");
  return { stack, resource };
}

describe("a stack", () => {
  it("finds the resource that a value names", () => {
    const { stack, resource } = stackWith({ props: { source: "arn:mails" } });

    expect(stack.named(resource, "source", "queue").map(({ name }) => name)).to.deep.equal(["mails"]);
  });

  it("finds nothing for a value that names nobody, or somebody of another type", () => {
    const { stack, resource } = stackWith({ props: { source: "arn:mailsx", other: "arn:mails" } });

    expect(stack.named(resource, "source", "queue")).to.deep.equal([]);
    expect(stack.named(resource, "other", "topic")).to.deep.equal([]);
    expect(stack.named(resource, "missing", "queue")).to.deep.equal([]);
  });

  it("follows a value that is not known yet to where it comes from", () => {
    const { stack, resource } = stackWith({
      props: { source: unknownText },
      propertyDependencies: { source: ["urn:mails"] },
    });

    expect(stack.named(resource, "source", "queue").map(({ name }) => name)).to.deep.equal(["mails"]);
  });

  it("does not decide about an unknown value that comes from nowhere", () => {
    const { stack, resource } = stackWith({ props: { source: unknownText } });

    expect(() => stack.named(resource, "source", "queue")).to.throw(
      UnknownValue,
      /source is not known before deployment/,
    );
  });

  it("knows who waits for whom, through others as well", () => {
    const stack = stackOf([
      raw("a", "first"),
      raw("a", "second", { dependencies: ["urn:first"] }),
      raw("a", "third", { propertyDependencies: { input: ["urn:second"] } }),
    ]);
    const [first, , third] = stack.resources;
    if (first === undefined || third === undefined) throw new Error("resources are missing");

    expect(stack.dependsOn(third, first)).to.equal(true);
    expect(stack.dependsOn(first, third)).to.equal(false);
  });
});

describe("a subject", () => {
  const resource = new Resource(
    raw("a", "sample", {
      props: {
        mode: { name: "Active", secret: unknownText },
        list: ["x", unknownText],
        policy: '{"a":1}',
        broken: "{",
      },
    }),
  );

  it("reads values by path, and takes another kind of value for none", () => {
    expect(resource.text("mode.name")).to.equal("Active");
    expect(resource.number("mode.name")).to.equal(undefined);
    expect(resource.text("mode.missing.deeper")).to.equal(undefined);
    expect(resource.json("policy")).to.deep.equal({ a: 1 });
    expect(resource.json("broken")).to.equal(undefined);
  });

  it("throws on an unknown value, naming it, wherever it stands", () => {
    expect(() => resource.text("mode.secret")).to.throw(UnknownValue, /^mode\.secret is not known/);
    expect(() => resource.list("list")).to.throw(UnknownValue, /^list\.1 is not known/);
  });

  it("knows the keys of an object whose values are not known", () => {
    expect(resource.keys("mode")).to.deep.equal(["name", "secret"]);
  });
});
