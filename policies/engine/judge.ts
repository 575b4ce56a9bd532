import type { Resource } from "./resource";
import type { Report, Rule } from "./rule";
import type { Exemption, Settings } from "./settings";
import type { Stack } from "./stack";
import { UnknownValue } from "./unknown";

/** A finding of a rule. */
export interface Finding {
  readonly rule: Rule;
  /**
   * `violation`: not as it has to be. `undecided`: a value is not known yet, so that nobody may take the silence for a pass.
   * `exempted`: a violation that the configuration leaves out for now.
   */
  readonly kind: "violation" | "undecided" | "exempted";
  /** The resource; undefined when the rule as a whole could not decide. */
  readonly resource: Resource | undefined;
  /** Names resource, property, value found and value wanted, and what to do. */
  readonly message: string;
}

/** When and how it is judged. */
export interface Judging {
  readonly settings: Settings;
  /** The day that it is, as YYYY-MM-DD in UTC: decides about exemptions. */
  readonly today: string;
}

/** Judges one resource by a rule; nothing for a rule that is not about its type. */
export async function judgeResource(rule: Rule, resource: Resource, judging: Judging): Promise<readonly Finding[]> {
  const { judgeResource: judge, types = [] } = rule;
  if (judge === undefined || (types.length > 0 && !types.includes(resource.type))) return [];
  const findings: Finding[] = [];
  const report = reporter(rule, judging, findings);
  await decide(rule, resource, findings, () => judge(resource, { parameters: judging.settings.parameters, report }));
  return findings;
}

/** Judges a stack by a rule; nothing for a rule over single resources. */
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

/** One note for all that a rule could not decide about: a first preview knows little, and a thousand notes say less than one. */
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

/** A value in a message: short, and never more than a line. */
function show(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
