// Bounds of the API's headers and query parameters.

/** A subject of a token: OpenID Connect allows 255 ASCII characters. */
export const subjectPattern = /^[!-~]{1,255}$/;

/** Visible ASCII, such as a UUID. */
export const idempotencyKeyPattern = /^[!-~]{1,255}$/;

/** Longest cursor that is decoded; valid ones have 102 characters. */
export const longestCursor = 256;
