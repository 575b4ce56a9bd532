import { bundleFunctions } from "../../components/blocks/bundle";
import type { Figure } from "./statistics";

/** Bytes that a function with the whole runtime (validation, logging, metrics, clients) may have, minified. */
const budget = 650_000;

/** Size of every function's bundle against its budget. */
export function measureBundles(): readonly Figure[] {
  return Object.entries(bundleFunctions()).map(([entry, bundle]) => ({
    what: `bundle of ${entry}`,
    ours: Buffer.byteLength(bundle.text) / 1000,
    control: budget / 1000,
    controlName: "budget",
    unit: "kB",
    atMost: 1,
  }));
}
