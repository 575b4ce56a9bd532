/**
 * Options of a resource that has a name and holds what cannot be made again. Without them Pulumi deletes it before it makes its
 * replacement, for the two cannot have one name; with them AWS refuses the second, and nothing is lost. See docs/upgrading.md.
 */
export const createdFirst = { deleteBeforeReplace: false } as const;
