import type { StackContext } from "../stack";

/**
 * Options of a named resource with data that cannot be restored. Without them Pulumi deletes it before it creates its replacement, because
 * the two cannot have the same name; with them AWS rejects the second one, and nothing is lost. See docs/upgrading.md.
 */
export const createdFirst = { deleteBeforeReplace: false } as const;

/**
 * The same, for a resource of the main program. Where the stack retains data, Pulumi refuses in the preview whatever would end it as well: a
 * new name, which AWS would not refuse, or its removal from the program.
 */
export function holdsData({ config }: StackContext): {
  readonly deleteBeforeReplace: false;
  readonly protect: boolean;
} {
  return { ...createdFirst, protect: config.retainData };
}
