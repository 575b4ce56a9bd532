import { expect } from "chai";
import type { Declared } from "./pulumi";

/** Resources of a type, in the order of their logical names. */
export function ofType(resources: readonly Declared[], type: string): Declared[] {
  return resources
    .filter((resource) => resource.type === type)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The one resource of a type and logical name. */
export function the(resources: readonly Declared[], type: string, name: string): Declared {
  const found = resources.filter((resource) => resource.type === type && resource.name === name);
  expect(found, `${type} ${name}`).to.have.length(1);
  const [resource] = found;
  if (resource === undefined) throw new Error("unreachable");
  return resource;
}

/** How many resources of each type there are. */
export function countByType(resources: readonly Declared[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A statement as it stands in a policy's JSON. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Statements of a policy document. */
export function statements(json: unknown): PolicyStatement[] {
  const document = JSON.parse(String(json));
  expect(document.Version).to.equal("2012-10-17");
  return document.Statement;
}

/** One value or several as a list. */
export function asList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** An input as text, for joining resources by the values that they share. */
export function text(resource: Declared, input: string): string {
  const value = resource.inputs[input];
  expect(value, `${resource.name}.${input}`).to.be.a("string");
  return String(value);
}
