import { additional } from "./additional";
import { standard } from "./standard";

/** Every control that a rule may cover, by id: those of the standard rule sets, and those that need the whole stack to check. */
export const catalog = { ...standard, ...additional } as const;

/** Id of a control, such as `lambda.tracing`: area, then what is controlled. */
export type ControlId = keyof typeof catalog;

/** A control: what has to hold, and its ids in the standard rule sets. */
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

/** Short prefixes of ids, each with its full spelling. The longer prefixes come first, since the first match counts. */
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
