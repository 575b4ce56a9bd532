import type { FunctionEntry } from "../../components/functions";

/**
 * Functions of the form that `npm run new -- function PIPELINE/NAME` writes: nothing calls them by itself, they read the common variables only and
 * may do what every function may. One that has become something else goes from this list, and the tests that then fail name what to write for it.
 */
export const calledFunctions: readonly FunctionEntry[] = [];

/** Their logical names, such as `orders-late-check`. */
export const calledFunctionNames: readonly string[] = calledFunctions.map((entry) => entry.replace("/", "-"));
