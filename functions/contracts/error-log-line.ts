// The deployment program reads this file too: import nothing here.

/** Message of the line in a function's own log when the error log cannot be written. A metric filter counts these. */
export const errorLogUnavailable = "error log unavailable";
