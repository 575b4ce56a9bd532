/** What happens when a change replaces a resource. */
export interface Replacement {
  /** Inputs whose change replaces the resource; others are updated in place. A change of `region` replaces every type but IAM's. */
  readonly replacedBy: readonly string[];
  /**
   * Whether the replacement can be created while the old resource has the name: `free` (it has no name, or a new one each time), `taken`
   * (AWS rejects the second), `overwritten` (AWS takes it for the first, so that deleting the old one deletes the new one as well).
   */
  readonly sameName: "free" | "taken" | "overwritten";
  /**
   * What must happen first. `create`: the old resource holds data that cannot be restored, or is in use until the end. `delete`: otherwise
   * the new resource is deleted as well. `either`: the order costs time at most.
   */
  readonly first: "create" | "delete" | "either";
  /** What a replacement loses. */
  readonly loses: string;
  /** What to do before a change that replaces it. */
  readonly remedy: string;
  /** Source of `replacedBy`: a file below `internal/service/` of hashicorp/terraform-provider-aws, `ForceNew` in its schema. */
  readonly source: string;
}

/**
 * Whether an option must make Pulumi create the replacement first. Its AWS provider deletes a resource with an explicit name before it
 * creates the replacement, even when the name changes (pulumi-terraform-bridge, `nameRequiresDeleteBeforeReplace`), unless the resource
 * sets `deleteBeforeReplace: false`. If the names then collide, AWS rejects the new resource and nothing is lost.
 */
export function mustSayCreateFirst({ first, sameName }: Replacement): boolean {
  return first === "create" && sameName === "taken";
}

export const nothing = "Nothing: it is made again from the program.";
export const none = "None.";
export const follows = { sameName: "overwritten", first: "either", loses: nothing, remedy: none } as const;
export const reference = { sameName: "free", first: "either", loses: nothing, remedy: none } as const;
