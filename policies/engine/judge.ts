import type { Resource } from "./resource";
import type { Report, Rule } from "./rule";
import type { Exemption, Settings } from "./settings";
import type { Stack } from "./stack";
import { UnknownValue } from "./unknown";

/** A finding of a rule. */
export interface Finding {
  readonly rule: Rule;
  /**
   * `violation`: the resource breaks the rule. `undecided`: the rule needs a value that is not known yet, so the check is not a pass.
   * `exempted`: a violation that the configuration exempts for now.
   */
  readonly kind: "violation" | "undecided" | "exempted";
  /** The resource; undefined when the rule as a whole could not decide. */
  readonly resource: Resource | undefined;
  /** Names resource, property, value found and value wanted, and what to do. */
  readonly message: string;
}

/** When a rule is run, and with which settings. */
export interface Judging {
  readonly settings: Settings;
  /** Today, as YYYY-MM-DD in UTC. Exemptions expire by this date. */
  readonly today: string;
}

/** Checks one resource by a rule; no findings when the rule does not apply to its type. */
export async function judgeResource(rule: Rule, resource: Resource, judging: Judging): Promise<readonly Finding[]> {
  const { judgeResource: judge, types = [] } = rule;
  if (judge === undefined || (types.length > 0 && !types.includes(resource.type))) return [];
  const findings: Finding[] = [];
  const report = reporter(rule, judging, findings);
  await decide(rule, resource, findings, () => judge(resource, { parameters: judging.settings.parameters, report }));
  return findings;
}

/** Checks a stack by a rule; no findings when the rule checks single resources. */
export async function judgeStack(rule: Rule, stack: Stack, judging: Judging): Promise<readonly Finding[]> {
  const { judgeStack: judge } = rule;
  if (judge === undefined) return [];
  const findings: Finding[] = [];
  const report = reporter(rule, judging, findings);
  const each = async (resources: Iterable<Resource>, judgeOne: (resource: Resource) => void | Promise<void>) => {
    for (const resource of resources) await decide(rule, resource, findings, () => judgeOne(resource));
  };
  const context = { parameters: judging.settings.parameters, report, each };
  await decide(rule, undefined, findings, () => judge(stack, context));
  const undecided = findings.filter(({ kind }) => kind === "undecided");
  const note = together(undecided);
  return [...findings.filter(({ kind }) => kind !== "undecided"), ...(note === undefined ? [] : [note])];
}

/** Merges the undecided findings of one rule into one: a first preview knows few values, and a thousand notes would hide the rest. */
export function together([first, ...others]: readonly Finding[]): Finding | undefined {
  if (first === undefined || others.length === 0) return first;
  const names = others.map(({ resource }) => (resource === undefined ? "the stack" : `'${resource.name}'`));
  const listed = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} others`] : names;
  const message = `${first.message} The same goes for ${listed.join(", ")}.`;
  return { ...first, message };
}

async function decide(
  rule: Rule,
  resource: Resource | undefined,
  findings: Finding[],
  judge: () => void | Promise<void>,
): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    const where = resource === undefined ? "the stack" : `'${resource.name}'`;
    const message = `could not decide about ${where}: ${error.message}. It is judged again when the stack is deployed.`;
    findings.push({ rule, kind: "undecided", resource, message });
  }
}

function reporter(rule: Rule, { settings, today }: Judging, findings: Finding[]): Report {
  return (resource, property, found, wanted) => {
    const exemption = settings.exemptions.find((entry) => entry.resource === resource.name);
    const expired = exemption !== undefined && exemption.expires < today;
    const kind = exemption !== undefined && !expired ? "exempted" : "violation";
    const message = `'${resource.name}': ${property} is ${show(found)}, wanted ${wanted}. ${rule.remediation}${noteOf(exemption, expired)}`;
    findings.push({ rule, kind, resource, message });
  };
}

function noteOf(exemption: Exemption | undefined, expired: boolean): string {
  if (exemption === undefined) return "";
  return ` ${expired ? "Its exemption expired on" : "Exempted until"} ${exemption.expires}: ${exemption.reason}`;
}

/** A value as shown in a message: shortened, and never more than a line. */
function show(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
