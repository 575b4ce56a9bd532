/** What becomes of a resource when a change needs another one in its place. */
export interface Replacement {
  /** Inputs whose change replaces the resource; all others are set in place. `region` does it too, for every type but IAM's. */
  readonly replacedBy: readonly string[];
  /**
   * Whether the new one can be made while the old one has the name: `free` (it has no name, or never the same), `taken` (AWS refuses
   * the second), `overwritten` (AWS takes it for the first, so that deleting the old one afterwards deletes the new one).
   */
  readonly sameName: "free" | "taken" | "overwritten";
  /**
   * Which has to come first. `create`: the old one holds what cannot be made again, or is in use until the end. `delete`: else the new
   * one is gone at the end. `either`: nothing but time is lost.
   */
  readonly first: "create" | "delete" | "either";
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
  return first === "create" && sameName === "taken";
}

export const nothing = "Nothing: it is made again from the program.";
export const none = "None.";
export const follows = { sameName: "overwritten", first: "either", loses: nothing, remedy: none } as const;
export const reference = { sameName: "free", first: "either", loses: nothing, remedy: none } as const;
