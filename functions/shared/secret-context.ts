// Shared with the deployment program, like the metric catalog: import nothing here.

/** Name of the one entry in a secret's encryption context; its value names the secret. */
export const secretContextKey = "secret";
