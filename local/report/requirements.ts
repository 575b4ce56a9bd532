/** Page that says in a line what each id of the report means. */
export const requirementsPage = "docs/requirements.md";
