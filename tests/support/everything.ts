/**
 * Whether long series of trials run whole, as in CI (`CI=true`). Elsewhere a part of each is tried; `CI=true npm test -- PATH`, `npm run mutations` and
 * `npm run settings` try everything manually.
 */
export const everything = process.env.CI === "true";
