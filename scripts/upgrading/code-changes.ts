import { awsTypes } from "../../aws/resource-types";
import { AssetValue, type Plain, type PlainObject } from "../../program/resource";
import { replacementOf, type StackResource } from "../../program/update/plan";

/** Resources before and after a change of the program: those that it is about, and what is made from them. */
export interface Change {
  readonly deployed: readonly StackResource[];
  readonly declared: readonly StackResource[];
}

/** A kind of change that people make to the program. */
export interface CodeChange {
  /** What somebody does, in Markdown. */
  readonly title: string;
  /** What becomes of physical names. */
  readonly names: string;
  /** Each such change of a stack, of one resource at a time. */
  readonly changes: (deployed: readonly StackResource[]) => readonly Change[];
}

/** Every kind of change, of every resource to which it can be made. */
export const codeChanges: readonly CodeChange[] = [
  {
    title: "Something is renamed or gets another parent, with `aliases` to what it was; its physical name stays",
    names: "stay",
    changes: each((one, scope) => renamed(one, scope, { alias: true })),
  },
  {
    title: "The same without `aliases`",
    names: "stay: wanted twice",
    changes: each((one, scope) => renamed(one, scope, { alias: false })),
  },
  {
    title: "A physical name changes, as it does with a logical name that it follows, with `aliases`",
    names: "new",
    changes: each((one, scope) => withOtherName(one, scope, { alias: true })),
  },
  {
    title: "The same without `aliases`",
    names: "new",
    changes: each((one, scope) => withOtherName(one, scope, { alias: false })),
  },
  {
    title: "A new function, queue, topic, table or anything else",
    names: "new",
    changes: each((_one, scope) => ({ deployed: [], declared: scope })),
  },
  {
    title: "A function, queue, topic, table or anything else is taken out, with what is made from it",
    names: "free again",
    changes: each((_one, scope) => ({ deployed: scope, declared: [] })),
  },
  {
    title: "Another key of a table, or another local index",
    names: "stay: wanted twice",
    changes: each((one, scope) =>
      one.type === awsTypes.dynamodb.table
        ? ["hashKey", "rangeKey", "localSecondaryIndexes"].map((input) => withInputs(one, scope, [input]))
        : [],
    ),
  },
  {
    title: "A global index of a table is added, changed or taken out; expiry; what its stream shows",
    names: "stay",
    changes: each((one, scope) =>
      one.type === awsTypes.dynamodb.table
        ? ["globalSecondaryIndexes", "attributes", "ttl", "streamViewType"].map((input) =>
            withInputs(one, scope, [input]),
          )
        : [],
    ),
  },
  {
    title: "Code, variables, memory or time of a function",
    names: "stay",
    changes: each((one, scope) =>
      one.type === awsTypes.lambda.function
        ? ["code", "environment", "memorySize", "timeout"].map((input) => withInputs(one, scope, [input]))
        : [],
    ),
  },
  {
    title: "Any other input that cannot change in place",
    names: "stay: wanted twice",
    changes: each((one, scope) => {
      const { replacedBy, identity } = replacementOf(one);
      return one.type === awsTypes.dynamodb.table
        ? []
        : replacedBy
            .filter((input) => !identity.includes(input) && input in one.inputs)
            .map((input) => withInputs(one, scope, [input]));
    }),
  },
  {
    title: "Any other input",
    names: "stay",
    changes: each((one, scope) => {
      const { replacedBy, identity } = replacementOf(one);
      const inputs = Object.keys(one.inputs).filter((input) => ![...replacedBy, ...identity].includes(input));
      return inputs.length === 0 ? [] : withInputs(one, scope, inputs);
    }),
  },
];

type Changed = Change | readonly Change[] | undefined;

/** A change of one resource at a time, with all that is made from it. */
function each(change: (one: StackResource, scope: readonly StackResource[]) => Changed): CodeChange["changes"] {
  return (deployed) => {
    const custom = deployed.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    return custom.flatMap((one) => change(one, scopeOf(one, custom)) ?? []);
  };
}

/** A resource, first, and what is made from it, whatever is between. */
function scopeOf(one: StackResource, all: readonly StackResource[]): readonly StackResource[] {
  const found = new Set([one]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    const urns = new Set([...found].map(({ urn }) => urn));
    for (const other of all)
      if (Object.values(other.propertyDependencies).some((sources) => sources.some((urn) => urns.has(urn))))
        found.add(other);
  }
  return [...found];
}

function renamed(one: StackResource, deployed: readonly StackResource[], { alias }: { readonly alias: boolean }) {
  const urn = `${one.urn}-renamed`;
  const declared = deployed.map((other): StackResource => {
    const propertyDependencies = Object.fromEntries(
      Object.entries(other.propertyDependencies).map(([input, sources]) => [
        input,
        sources.map((source) => (source === one.urn ? urn : source)),
      ]),
    );
    if (other !== one) return { ...other, propertyDependencies };
    return { ...other, urn, name: `${one.name}-renamed`, ...(alias && { aliases: [one.urn] }) };
  });
  return { deployed, declared };
}

/** Renamed, with the new name in all that is made from it; undefined for what has no name of its own. */
function withOtherName(one: StackResource, scope: readonly StackResource[], how: { readonly alias: boolean }): Changed {
  const own = replacementOf(one).identity.find(
    (input) => typeof one.inputs[input] === "string" && (one.propertyDependencies[input] ?? []).length === 0,
  );
  const name = own === undefined ? undefined : one.inputs[own];
  // What else tells resources apart, such as an alias's `live` or an address, is no name of ours.
  if (typeof name !== "string" || !/^[\w/-]*-[\w-]*$/.test(name)) return undefined;
  const { deployed, declared } = renamed(one, scope, how);
  return {
    deployed,
    declared: declared.map((other) => ({ ...other, inputs: inObject(other.inputs, name, `${name}-renamed`) })),
  };
}

function inObject(inputs: PlainObject, name: string, by: string): PlainObject {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, inValue(value, name, by)]));
}

function inValue(value: Plain, name: string, by: string): Plain {
  if (typeof value === "string") return value.replaceAll(name, by);
  if (typeof value !== "object" || value === null || value instanceof AssetValue) return value;
  if (Array.isArray(value)) return value.map((item: Plain) => inValue(item, name, by));
  return inObject(value as PlainObject, name, by);
}

/** Other values of these inputs: what they are does not matter, only that they differ. */
function withInputs(one: StackResource, deployed: readonly StackResource[], inputs: readonly string[]): Change {
  const changed = Object.fromEntries(inputs.map((input) => [input, { before: one.inputs[input] ?? null }]));
  const after: StackResource = { ...one, inputs: { ...one.inputs, ...changed } };
  return { deployed, declared: deployed.map((other) => (other === one ? after : other)) };
}
