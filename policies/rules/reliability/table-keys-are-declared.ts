import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { types } from "../../wiring/types";

export const tableKeysAreDeclared = resourceRule({
  name: "table-keys-are-declared",
  concern: "reliability",
  description: "A table declares exactly the attributes that its keys and its indexes' keys use, each with its type.",
  rationale:
    "DynamoDB refuses a key without a declared type, and an attribute that is no key makes every later preview differ; an index without its sort key sorts nothing. Source: DynamoDB's API reference, CreateTable.",
  remediation: "List the hash and range keys of the table and of each index under attributes, and nothing else.",
  controls: ["protection.table-keys"],
  severity: "medium",
  types: [types.table],
  check(table, { report }) {
    const keys = keysOf(table);
    for (const { property, name } of keys) {
      if (name === undefined) report(table, property, name, "the name of an attribute");
    }
    const declared = table.list("attributes").map((_, index) => ({
      name: table.text(`attributes.${index}.name`),
      type: table.text(`attributes.${index}.type`),
    }));
    const used = new Set(keys.flatMap(({ name }) => name ?? []));
    const wanted = [...used].sort().join(", ");
    const found = declared.map(({ name, type }) => `${name} ${type}`);
    const right =
      declared.length === used.size &&
      declared.every(({ name, type }) => name !== undefined && used.has(name) && /^[SNB]$/.test(type ?? ""));
    if (!right) report(table, "attributes", found, `${wanted}, each of type S, N or B`);
    for (const index of table.list("globalSecondaryIndexes").keys()) {
      const property = `globalSecondaryIndexes.${index}.projectionType`;
      const projection = table.text(property);
      if (projection === undefined) report(table, property, projection, "ALL, KEYS_ONLY or INCLUDE");
    }
  },
});

/** Keys of the table and of its indexes; a hash key must be there. */
function keysOf(table: Resource): readonly { readonly property: string; readonly name: string | undefined }[] {
  const indexes = [
    ...[...table.list("globalSecondaryIndexes").keys()].map((index) => `globalSecondaryIndexes.${index}.`),
    ...[...table.list("localSecondaryIndexes").keys()].map((index) => `localSecondaryIndexes.${index}.`),
  ];
  return ["", ...indexes].flatMap((prefix) => {
    const range = table.text(`${prefix}rangeKey`);
    const hash = prefix.startsWith("local") ? [] : [`${prefix}hashKey`];
    return [
      ...hash.map((property) => ({ property, name: table.text(property) })),
      ...(range === undefined ? [] : [{ property: `${prefix}rangeKey`, name: range }]),
    ];
  });
}
