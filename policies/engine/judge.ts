import type { Rule, Violation } from "./rule";
import type { Exemption, Settings } from "./settings";
import type { Stack } from "./stack";
import type { Subject } from "./subject";
import { Undecided } from "./unknown";

/** What came of a rule. */
export interface Finding {
  readonly rule: Rule;
  /**
   * `violation`: not as it has to be. `undecided`: a value is not known yet, so that nobody may take the silence for a pass.
   * `exempted`: a violation that the configuration leaves out for now.
   */
  readonly kind: "violation" | "undecided" | "exempted";
  /** The resource; undefined when the rule as a whole could not decide. */
  readonly subject: Subject | undefined;
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
export async function judgeResource(rule: Rule, subject: Subject, judging: Judging): Promise<readonly Finding[]> {
  const { judgeResource: judge, types = [] } = rule;
  if (judge === undefined || (types.length > 0 && !types.includes(subject.type))) return [];
  const findings: Finding[] = [];
  const report = reporter(rule, judging, findings);
  await decide(rule, subject, findings, () => judge(subject, { parameters: judging.settings.parameters, report }));
  return findings;
}

/** Judges a stack by a rule; nothing for a rule over single resources. */
export async function judgeStack(rule: Rule, stack: Stack, judging: Judging): Promise<readonly Finding[]> {
  const { judgeStack: judge } = rule;
  if (judge === undefined) return [];
  const findings: Finding[] = [];
  const report = reporter(rule, judging, findings);
  const each = async (subjects: Iterable<Subject>, judgeOne: (subject: Subject) => void | Promise<void>) => {
    for (const subject of subjects) await decide(rule, subject, findings, () => judgeOne(subject));
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
  const names = others.map(({ subject }) => (subject === undefined ? "the stack" : `'${subject.name}'`));
  const listed = names.length > 6 ? [...names.slice(0, 5), `${names.length - 5} others`] : names;
  const message = `${first.message} The same goes for ${listed.join(", ")}.`;
  return { ...first, message };
}

async function decide(
  rule: Rule,
  subject: Subject | undefined,
  findings: Finding[],
  judge: () => void | Promise<void>,
): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    const where = subject === undefined ? "the stack" : `'${subject.name}'`;
    const message = `could not decide about ${where}: ${error.message}. It is judged again when the stack is deployed.`;
    findings.push({ rule, kind: "undecided", subject, message });
  }
}

function reporter(rule: Rule, { settings, today }: Judging, findings: Finding[]): (violation: Violation) => void {
  return (violation) => {
    const exemption = settings.exemptions.find(({ resource }) => resource === violation.subject.name);
    const expired = exemption !== undefined && exemption.expires < today;
    const kind = exemption !== undefined && !expired ? "exempted" : "violation";
    findings.push({ rule, kind, subject: violation.subject, message: describe(rule, violation, exemption, expired) });
  };
}

function describe(rule: Rule, violation: Violation, exemption: Exemption | undefined, expired: boolean): string {
  const { subject, property, found, wanted } = violation;
  const note =
    exemption === undefined
      ? ""
      : ` ${expired ? "Its exemption expired on" : "Exempted until"} ${exemption.expires}: ${exemption.reason}`;
  return `'${subject.name}': ${property} is ${show(found)}, wanted ${wanted}. ${rule.mend}${note}`;
}

/** A value in a message: short, and never more than a line. */
function show(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
