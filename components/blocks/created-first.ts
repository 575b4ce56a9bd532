/**
 * Options of a named resource with data that cannot be restored. Without them Pulumi deletes it before it creates its replacement, because
 * the two cannot have the same name; with them AWS rejects the second one, and nothing is lost. See docs/upgrading.md.
 */
export const createdFirst = { deleteBeforeReplace: false } as const;
