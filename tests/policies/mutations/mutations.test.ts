import { expect } from "chai";
import type { Rule } from "../../../policies/engine/rule";
import type { Resource } from "../../../program/policies/requests";
import { everything } from "../../support/everything";
import { onlyRule } from "../../support/policies/rule-cases";
import { allMutations } from "./all-mutations";
import { pathsOf, staleValues } from "./generate/values";
import { staleEntries } from "./irrelevant";
import { mutatedStack } from "./mutated-stack";
import { type Mutation, shortType, typeOf } from "./mutation";
import { type Outcome, runMutations } from "./run-mutations";
import { acceptedReason, staleReasons } from "./survivors";

describe(`misconfigurations of the production stack, ${everything ? "all of them" : "one of each group"}`, () => {
  let resources: readonly Resource[];
  let mutations: readonly Mutation[];
  let outcomes: readonly Outcome[];

  before(async () => {
    resources = await mutatedStack();
    mutations = allMutations(resources);
    outcomes = await runMutations(resources, everything ? mutations : oneOfEach(mutations, ({ group }) => group));
  });

  it("are many, of every kind, and each of them changes something", () => {
    const same = mutations.filter(({ apply }) => !differs(resources, apply(resources))).map(({ id }) => id);

    expect(same).to.deep.equal([]);
    expect(new Set(mutations.map(({ group }) => group)).size).to.be.greaterThan(120);
    expect(new Set(mutations.map(({ kind }) => kind)).size).to.equal(9);
  });

  it("are caught, each by a rule, or survive for a reason that is written down", () => {
    const survivors = outcomes.filter(({ rule }) => rule === undefined).map(({ mutation }) => mutation);

    expect(survivors.filter((mutation) => acceptedReason(mutation) === undefined).map(({ id }) => id)).to.deep.equal(
      [],
    );
    // The one of a group may be caught where others survive.
    if (everything) expect(staleReasons(survivors)).to.deep.equal([]);
  });

  it("survive in less than one case of twenty, and never where the wiring is wrong", () => {
    const survivors = outcomes.filter(({ rule }) => rule === undefined).map(({ mutation }) => mutation);

    // One of each group counts a rare kind of mutation as often as a common one.
    if (everything) expect(survivors.length / outcomes.length).to.be.lessThan(0.05);
    expect(survivors.filter(({ kind }) => kind === "wiring").map(({ id }) => id)).to.deep.equal([]);
  });

  it(`are caught in the same way by Pulumi's own analyzer, one of each rule${everything ? " and type" : ""}`, async () => {
    const missed: string[] = [];
    for (const { mutation, rule } of oneOfEach(outcomes, ({ rule, mutation: changed }) =>
      everything ? `${rule?.name} ${typeOf(changed)}` : rule,
    )) {
      if (rule === undefined) continue;
      const found = await judgeMutated(rule, resources, mutation.apply(resources));
      if (!found.some(({ level }) => level === "mandatory")) missed.push(`${mutation.id} by ${rule.name}`);
    }

    expect(missed).to.deep.equal([]);
  });

  it("leave out only what the program has, each for a reason, and get wrong only values that it has", () => {
    const properties = resources.flatMap((resource) =>
      Object.keys(resource.inputs).map((property) => `${shortType(resource)}.${property}`),
    );

    expect(staleEntries(new Set(properties))).to.deep.equal([]);
    expect(staleValues(pathsOf(resources))).to.deep.equal([]);
  });
});

/** What the analyzer says with only this rule on; a rule over single resources is asked about those that have changed. */
async function judgeMutated(rule: Rule, before: readonly Resource[], after: readonly Resource[]) {
  const analyzer = await onlyRule(rule);
  if (rule.judgeStack !== undefined) return await analyzer.analyzeStack(after);
  const changed = after.filter((resource) => !before.includes(resource));
  return (await Promise.all(changed.map((resource) => analyzer.analyze(resource)))).flat();
}

function differs(before: readonly Resource[], after: readonly Resource[]): boolean {
  if (after.length !== before.length) return true;
  return after.some((resource, index) => {
    const old = before[index];
    return resource !== old && JSON.stringify(resource) !== JSON.stringify(old);
  });
}

/** The last of each group. */
function oneOfEach<T>(items: readonly T[], groupOf: (item: T) => unknown): readonly T[] {
  return [...new Map(items.map((item) => [groupOf(item), item])).values()];
}
