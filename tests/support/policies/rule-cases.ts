import { expect } from "chai";
import { type Analyzer, type Diagnostic, startAnalyzer } from "../../../local/policies/analyzer";
import { dayOfConfigs, type PackConfig, readPackConfig } from "../../../local/policies/config";
import { judgeResources } from "../../../local/policies/gate";
import type { Resource } from "../../../local/policies/requests";
import { packPolicyNames } from "../../../policies/engine/pack-policies";
import type { Rule } from "../../../policies/engine/rule";

/** One change that the rule must not let through. */
interface FailingCase {
  /** End of the sentence "refuses ...". */
  readonly title: string;
  /** One field of the valid resources changed; or another set of resources. */
  readonly change: (valid: readonly Resource[]) => readonly Resource[];
  /** Type and name of the resource that the violation must name. */
  readonly type: string;
  readonly name: string;
  /** What the message must say: mostly property, value found and value wanted. */
  readonly says: RegExp;
}

/** How a rule is shown to bite. */
interface RuleCases {
  /** Resources that the rule has nothing to say about. */
  readonly valid: readonly Resource[];
  readonly failing: readonly [FailingCase, ...FailingCase[]];
  /** More resources that must pass, each for a reason. */
  readonly passing?: readonly { readonly title: string; readonly resources: readonly Resource[] }[];
  /** Configuration of the rule; its defaults without. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Declares the tests of a rule: each runs through Pulumi's own analyzer, with no other rule on. */
export function testRule(rule: Rule, cases: RuleCases): void {
  describe(`rule ${rule.name}`, () => {
    it("passes what is right", async () => {
      expect(await judge(rule, cases.valid, cases.config)).to.deep.equal([]);
    });
    for (const { title, resources } of cases.passing ?? []) {
      it(`passes ${title}`, async () => {
        expect(await judge(rule, resources, cases.config)).to.deep.equal([]);
      });
    }
    for (const { title, change, type, name, says } of cases.failing) {
      it(`refuses ${title}`, async () => {
        const found = await judge(rule, change(cases.valid), cases.config);

        const named = found.filter((diagnostic) => diagnostic.urn.endsWith(`${type}::${name}`));
        expect(named.map(({ level }) => level)[0], JSON.stringify(found, null, 2)).to.equal(rule.level ?? "mandatory");
        expect(named.map(({ message }) => message).join("\n")).to.match(says);
      });
    }
  });
}

/** What a rule says about resources, by the real analyzer. */
export async function judge(
  rule: Rule,
  resources: readonly Resource[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<readonly Diagnostic[]> {
  const analyzer = await sharedAnalyzer();
  const found = await judgeResources(analyzer, resources, onlyConfig(analyzer, rule, settings));
  // What the rule could not decide, the pack tells in its name.
  const expected: readonly string[] = [rule.name, packPolicyNames.waiting];
  expect(found.filter((diagnostic) => !expected.includes(diagnostic.rule))).to.deep.equal([]);
  return found;
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
  shared ??= startAnalyzer({ day: testDay });
  return shared;
}

/**
 * The day by which tests judge: one on which the project's own configurations hold. With today's, every branch would turn red one morning;
 * what has expired is told where it matters, in a deployment and by `npm run policies`.
 */
export const testDay =
  dayOfConfigs(["dev", "prod", "local", "ephemeral"].map((stack) => readPackConfig(stack))) ?? "2026-11-28";

let shared: Promise<Analyzer> | undefined;
