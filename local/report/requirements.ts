/** Page that explains each id of the report in one line. */
export const requirementsPage = "docs/requirements.md";
