import { secretKeys } from "../../components/config/schema";
import { asConfigText, examples } from "../../scripts/configuration/examples";

/** Every setting that holds a secret, with its example: what a stack declares with all of them is more than what the stacks' files say. */
export const secretSettings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(examples).flatMap(([key, { value }]) =>
    secretKeys.includes(key) ? [[key, asConfigText(value)]] : [],
  ),
);
