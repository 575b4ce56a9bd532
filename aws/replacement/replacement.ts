import { awsTypes } from "../resource-types";

/**
 * What a replacement or a deletion touches besides the resource. `data`: what cannot be made again. `people`: somebody has to confirm or to
 * verify again. `traffic`: calls, events, email or records, while there is none.
 */
export type Affected = "data" | "people" | "traffic" | "nothing";

/** What becomes of a resource when a change needs another one in its place. */
export interface Replacement {
  /** Inputs whose change replaces the resource; all others are set in place. `region` does it too, for every type but IAM's. */
  readonly replacedBy: readonly string[];
  /** Inputs by which AWS tells resources of the type apart, in an account and region; none where AWS or the provider makes up an id. */
  readonly identity: readonly string[];
  /**
   * Whether the new one can be made while the old one has the same identity: `free` (it never has), `taken` (AWS refuses the second),
   * `adopted` (AWS answers with the first where all attributes are the same, else refuses), `overwritten` (AWS takes it for the first).
   * After the last two, deleting the old one deletes the new one.
   */
  readonly sameName: "free" | "taken" | "adopted" | "overwritten";
  /**
   * Which has to come first. `create`: the old one holds what cannot be made again, or is in use until the end. `delete`: else the new
   * one is gone at the end. `either`: nothing but time is lost.
   */
  readonly first: "create" | "delete" | "either";
  readonly affects: Affected;
  /** What a replacement takes away. */
  readonly loses: string;
  /** What to do before such a change. */
  readonly remedy: string;
  /** Where `replacedBy` is from: a file below `internal/service/` of hashicorp/terraform-provider-aws, `ForceNew` in its schema. */
  readonly source: string;
}

/**
 * Whether the new resource has to be created first, by an option. Its AWS provider deletes a resource with an explicit name before it makes the
 * replacement, even where the name changes (pulumi-terraform-bridge, `nameRequiresDeleteBeforeReplace`), unless the resource says
 * `deleteBeforeReplace: false`. What then collides is refused by AWS, and nothing is lost.
 */
export function mustSayCreateFirst({ first, sameName }: Replacement): boolean {
  return first === "create" && sameName !== "free";
}

/**
 * Whether Pulumi deletes the old resource before it makes the replacement.
 *
 * @param option the resource's `deleteBeforeReplace`. @default what the provider does: it deletes first where the program gives the input
 *   that the provider would else make a name for
 */
export function deletesFirst(type: string, inputs: Readonly<Record<string, unknown>>, option?: boolean): boolean {
  return option ?? inputs[type === awsTypes.s3.bucket ? "bucket" : "name"] !== undefined;
}

/**
 * Inputs that say how long something is kept. Set in place to less than before, AWS deletes what is older by then, without a word in the
 * preview.
 */
export const expiryInputs: Readonly<Record<string, string>> = {
  [awsTypes.cloudwatch.eventArchive]: "retentionDays",
  [awsTypes.cloudwatch.logGroup]: "retentionInDays",
  [awsTypes.s3.bucketLifecycleConfiguration]: "rules",
  [awsTypes.sqs.queue]: "messageRetentionSeconds",
};

/** Protocols of subscriptions that somebody has to confirm (SNS, Subscribe). Ours of queues and functions confirm themselves. */
const confirmedByPeople: readonly unknown[] = ["email", "email-json", "http", "https"];

/** What the end of one resource touches, by its type and inputs. */
export function affectedBy(
  type: string,
  { affects }: Replacement,
  inputs: Readonly<Record<string, unknown>>,
): Affected {
  return type === awsTypes.sns.topicSubscription && !confirmedByPeople.includes(inputs.protocol) ? "traffic" : affects;
}

export const nothing = "Nothing: it is made again from the program.";
export const none = "None.";
const harmless = { first: "either", affects: "nothing", loses: nothing, remedy: none } as const;
export const follows = { sameName: "overwritten", ...harmless } as const;
export const unique = { sameName: "taken", ...harmless } as const;
export const reference = { identity: [], sameName: "free", ...harmless } as const;
