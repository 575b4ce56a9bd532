// The deployment program reads this file too: import nothing here.

/** Message of the line in a function's own log when the error log cannot be written. A metric filter counts these. */
export const errorLogUnavailable = "error log unavailable";

/** Message of the line that begins a second in which an instance has more failures than the error log takes entries. */
export const errorLogFull = "error log entries left out";
