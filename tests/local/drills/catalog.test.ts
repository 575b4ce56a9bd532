import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { drills } from "../../../local/drills/catalog/all";
import { commandsOf, pageOf, wordsToFill } from "../../../local/drills/commands";
import type { Recovery } from "../../../local/drills/drill";
import { alarmsWithoutDrill, runbooksWithoutDrill } from "../../../local/drills/without";
import { readFaultRule } from "../../../ops/faults/rule";
import { facts } from "../../docs/support/facts";
import { endings, runbooks } from "../../support/runbooks";

const isCommand = (step: Recovery): step is Extract<Recovery, { readonly command: string }> => "command" in step;

/** Names of the local stack's alarms, without `-alarm` and environment. */
async function alarmNames(): Promise<ReadonlySet<string>> {
  const { alarms } = await facts();
  return new Set([...alarms.keys()].map((name) => name.replace(/-alarm$/, "")));
}

describe("the drills", () => {
  it("are at least 22, each with a name of its own", () => {
    const names = drills.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.length).to.be.at.least(22);
    for (const name of names) expect(name).to.match(/^[a-z]+(-[a-z]+)*$/);
  });

  it("are for every runbook, or a reason says why there is none", () => {
    const drilled = new Set(drills.map(({ runbook }) => `${runbook}.md`));
    const without = Object.keys(runbooksWithoutDrill).map((name) => `${name}.md`);
    expect(runbooks.filter((name) => !drilled.has(name)).sort()).to.deep.equal(without.sort());
    expect([...drilled].filter((name) => !runbooks.includes(name))).to.deep.equal(["restore.md"]);
  });

  it("raise an alarm of every kind, or a reason says why none does", async () => {
    await facts();
    const expected = drills.flatMap(({ alarms }) => alarms.map((name) => `${name}-alarm`));
    const kinds = endings().map(({ ending }) => ending);
    const longest = (name: string) =>
      kinds.filter((kind) => name.endsWith(kind)).toSorted((a, b) => b.length - a.length)[0];
    const raised = new Set(expected.map(longest));
    const missing = kinds
      .filter((kind) => kind.startsWith("-") || kind.includes("alarm"))
      .filter((kind) => !raised.has(kind));
    expect([...new Set(missing)].sort()).to.deep.equal(Object.keys(alarmsWithoutDrill).sort());
  });

  it("expect and explain alarms that the program declares", async () => {
    const known = await alarmNames();
    const named = drills.flatMap(({ alarms, alsoRaised = {} }) => [...alarms, ...Object.keys(alsoRaised)]);
    expect(named.filter((name) => !known.has(name))).to.deep.equal([]);
  });

  it("come last when their alarms stay raised, of which only expected ones may", () => {
    const stay = drills.map(({ stayRaised }) => stayRaised !== undefined);
    expect(stay.indexOf(true)).to.equal(drills.length - stay.filter(Boolean).length);
    for (const { alarms, stayRaised = {} } of drills) expect(alarms).to.include.members(Object.keys(stayRaised));
  });

  for (const drill of drills)
    describe(drill.name, () => {
      it("recovers by the very commands of its runbook, with every word filled in", () => {
        const commands = commandsOf(drill.runbook);
        for (const step of drill.recovery.filter(isCommand)) {
          expect(commands, step.command).to.include(step.command);
          const filled = [
            ...Object.keys(step.fill ?? {}),
            ...(step.forEachBroken === undefined ? [] : ["QUEUE", "MESSAGE-ID"]),
            ...(step.forEachFilled ? ["QUEUE"] : []),
          ];
          expect(wordsToFill(step.command).filter((word) => !filled.includes(word))).to.deep.equal([]);
        }
        expect(drill.recovery.some((step) => "fixed" in step) || drill.recovery.some(isCommand)).to.equal(true);
      });

      it("is chosen for parts of the project that exist", () => {
        for (const part of drill.parts) expect(existsSync(join(projectRoot, part)), part).to.equal(true);
      });

      it("is named by its runbook", () => {
        expect(pageOf(drill.runbook)).to.match(new RegExp(`npm run drill -- (?:\\S+ )*${drill.name}[ \`]`));
      });

      it("has faults that the engine takes, and says what is believed and what is not shown", () => {
        for (const rule of drill.faults ?? []) readFaultRule({ ...rule, forSeconds: 60 });
        expect([...(drill.faults ?? []), ...(drill.levers ?? []), ...(drill.duringFault ?? [])]).to.not.deep.equal([]);
        expect(drill.hypothesis).to.match(/^[A-Z].{30,}\.$/);
        expect(drill.notShown).to.not.deep.equal([]);
      });
    });
});
