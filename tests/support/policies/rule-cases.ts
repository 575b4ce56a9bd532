import { expect } from "chai";
import { packPolicyNames } from "../../../policies/engine/pack-policies";
import type { Rule } from "../../../policies/engine/rule";
import { type Analyzer, type Diagnostic, startAnalyzer } from "../../../program/policies/analyzer";
import { dayOfConfigs, type PackConfig, readPackConfig } from "../../../program/policies/config";
import { judgeResources } from "../../../program/policies/gate";
import type { Resource } from "../../../program/policies/requests";
import { type Change, type NamedChange, one } from "./resources";

/**
 * One field of the valid resources changed, or another set of resources; the name of the one resource that the violation must be about,
 * where the change does not name it; and what the message must say: mostly property, value found and value wanted.
 */
export type Refused =
  | readonly [change: NamedChange, says: RegExp]
  | readonly [change: Change, name: string, says: RegExp];

/** How a rule is shown to bite. */
interface RuleCases {
  /** Resources that the rule has nothing to say about. */
  readonly valid: readonly Resource[];
  /** More resources that must pass, or changes after which the valid ones still do, each by the end of the sentence "passes ...". */
  readonly passes?: Readonly<Record<string, readonly Resource[] | Change>>;
  /** What the rule must not let through, each by the end of the sentence "refuses ...". */
  readonly refuses: Readonly<Record<string, Refused>>;
  /** Configuration of the rule; its defaults without. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Declares the tests of a rule: each runs through Pulumi's own analyzer, with no other rule on. */
export function testRule(rule: Rule, { valid, passes = {}, refuses, config }: RuleCases): void {
  describe(`rule ${rule.name}`, () => {
    it("passes what is right", async () => {
      expect(await judge(rule, valid, config)).to.deep.equal([]);
    });
    for (const [title, given] of Object.entries(passes)) {
      it(`passes ${title}`, async () => {
        const resources = typeof given === "function" ? given(valid) : given;

        expect(await judge(rule, resources, config)).to.deep.equal([]);
      });
    }
    for (const [title, refused] of Object.entries(refuses)) {
      it(`refuses ${title}`, async () => {
        const [change, name, says] = refused.length === 3 ? refused : [refused[0], refused[0].of, refused[1]];
        const changed = change(valid);
        const { urn } = one(changed, name);

        const found = await judge(rule, changed, config);

        const named = found.filter((diagnostic) => diagnostic.urn === urn);
        expect(named.map(({ level }) => level)[0], JSON.stringify(found, null, 2)).to.equal(rule.level ?? "mandatory");
        expect(named.map(({ message }) => message).join("\n")).to.match(says);
      });
    }
  });
}

/** A case for each of the values; its title stands before what a case has. */
export function casesOf<T>(
  values: readonly T[],
  caseOf: (value: T) => readonly [title: string, ...Refused],
): Readonly<Record<string, Refused>> {
  return Object.fromEntries(
    values.map((value) => {
      const [title, ...refused] = caseOf(value);
      return [title, refused];
    }),
  );
}

/** What a rule says about resources, by the real analyzer. */
export async function judge(
  rule: Rule,
  resources: readonly Resource[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<readonly Diagnostic[]> {
  const analyzer = await sharedAnalyzer();
  const found = await judgeResources(
    analyzer,
    resources,
    onlyConfig(analyzer, rule, settings),
    askedOf(rule, resources),
  );
  // What the rule could not decide is reported by the pack.
  const expected: readonly string[] = [rule.name, packPolicyNames.waiting];
  expect(found.filter((diagnostic) => !expected.includes(diagnostic.rule))).to.deep.equal([]);
  return found;
}

/**
 * What a rule over single resources is asked about, as Pulumi's own server has it: resources of its types. One is asked about in any case:
 * with the first the pack reports what is wrong with the configuration.
 */
function askedOf({ types = [], judgeStack }: Rule, resources: readonly Resource[]): readonly Resource[] {
  const ofTypes = types.length === 0 ? resources : resources.filter(({ type }) => types.includes(type));
  return judgeStack !== undefined || ofTypes.length === 0 ? resources.slice(0, 1) : ofTypes;
}

/** The analyzer with no other rule on. */
export async function onlyRule(rule: Rule): Promise<Analyzer> {
  const analyzer = await sharedAnalyzer();
  await analyzer.configure(onlyConfig(analyzer, rule, {}));
  return analyzer;
}

function onlyConfig(analyzer: Analyzer, rule: Rule, settings: Readonly<Record<string, unknown>>): PackConfig {
  return {
    ...allOff(analyzer),
    [rule.name]: { enforcementLevel: rule.level ?? "mandatory", expires: testDay, ...settings },
  };
}

/** Every rule switched off, with the account that the pack asks for. */
export function allOff({ rules }: Analyzer): PackConfig {
  const off = { enforcementLevel: "disabled", reason: "Another rule is tested.", expires: testDay } as const;
  return Object.fromEntries(rules.map((name) => [name, off]));
}

/** The analyzer that all tests of a process share: it ends with the process. */
export function sharedAnalyzer(): Promise<Analyzer> {
  shared ??= startAnalyzer({ day: testDay }).then(configuredOnce);
  return shared;
}

/** The analyzer, which is not configured again with the same values: cases of a rule have the same configuration, of 173 rules. */
function configuredOnce(analyzer: Analyzer): Analyzer {
  let last = "";
  return {
    ...analyzer,
    async configure(config) {
      const text = JSON.stringify(config);
      if (text === last) return;
      last = "";
      await analyzer.configure(config);
      last = text;
    },
  };
}

/**
 * The day by which tests judge: one on which the project's own configurations hold. With today's, every branch would turn red one morning;
 * what has expired is reported where it matters, in a deployment and by `npm run policies`.
 */
export const testDay =
  dayOfConfigs(["dev", "prod", "local", "ephemeral"].map((stack) => readPackConfig(stack))) ?? "2026-11-28";

let shared: Promise<Analyzer> | undefined;
