import { expect } from "chai";
import { allRules } from "../../policies/rules/all";
import type { Resource } from "../../program/policies/requests";
import { everything } from "../support/everything";
import { findingsOf, judgedFrom } from "../support/policies/in-process";
import { program } from "../support/policies/program";

/** What no rule expects, and a program without types, or another provider, may hand over. */
const odd: readonly unknown[] = [null, {}, [], "", 0, "x", [null], { x: null }];

/** Rounds over all types at once; each sets another property of each type, to another of the odd values. */
const ROUNDS = everything ? 96 : 24;

/** The resources with one property of each type turned odd, on all resources of the type. */
function turned(resources: readonly Resource[], round: number): readonly Resource[] {
  const types = [...new Set(resources.map(({ type }) => type))];
  return resources.map((resource) => {
    const keys = [...new Set(resources.filter(({ type }) => type === resource.type).flatMap(keysOf))];
    const key = keys[round % Math.max(keys.length, 1)];
    if (key === undefined) return resource;
    const value = odd[(round + types.indexOf(resource.type)) % odd.length];
    return { ...resource, inputs: { ...resource.inputs, [key]: value }, state: { ...resource.state, [key]: value } };
  });
}

function keysOf({ state }: Resource): readonly string[] {
  return Object.keys(state);
}

/** Names of the rules that throw, with what; a rule that throws stops every deployment. */
async function thrownOver(resources: readonly Resource[]): Promise<readonly string[]> {
  const judged = judgedFrom(resources);
  const thrown: string[] = [];
  for (const rule of allRules) {
    try {
      await findingsOf(rule, judged);
    } catch (error) {
      thrown.push(`${rule.name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return thrown;
}

describe("resources with odd inputs", () => {
  it("are judged without an exception in any rule", async () => {
    const resources = await program("prod");
    const thrown: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) thrown.push(...(await thrownOver(turned(resources, round))));

    expect(thrown).to.deep.equal([]);
  });
});
