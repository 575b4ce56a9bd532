import { additional } from "./additional";
import { standard } from "./standard";

/** Every control that a rule may say it covers, by id: what others ask for, and what only the whole stack can show. */
export const catalog = { ...standard, ...additional } as const;

/** Id of a control, such as `lambda.tracing`: area, then what is controlled. */
export type ControlId = keyof typeof catalog;

/** A control as somebody has written it down. */
export interface Control {
  /** What has to hold, in a few words. */
  readonly description: string;
  /** Its ids in the standard rule sets, in the short form of `standard.ts`; empty when none of them has it. */
  readonly ids: readonly string[];
}

/** The ids of a control in the standard rule sets, spelt as these sets spell them. */
export function standardIdsOf(control: ControlId): readonly string[] {
  return catalog[control].ids.map(spell);
}

/** Short forms, and what they stand for. The longer ones come first. */
const sets: readonly (readonly [prefix: string, spelling: string])[] = [
  ["C2_", "CKV2_AWS_"],
  ["FS ", "Security Hub "],
  ["N-", "AwsSolutions-"],
  ["F-", "cfn_nag "],
  ["PR", "prowler"],
  ["C", "CKV_AWS_"],
  ["T", "trivy AWS-"],
  ["S", "cdk-nag Serverless"],
  ["H", "cdk-nag HIPAA/NIST/PCI"],
  ["G", "awsguard"],
  ["P", "Pulumi compliance policies"],
];

function spell(id: string): string {
  const [prefix, spelling] = sets.find(([short]) => id.startsWith(short)) ?? ["", ""];
  return `${spelling}${id.slice(prefix.length)}`;
}
