import { messaging } from "./messaging";
import type { Replacement } from "./replacement";
import { settings } from "./settings";
import { working } from "./working";

/** By type token: every type that a stack of this project, or of its bootstrap, declares. */
export const replacements: Readonly<Record<string, Replacement>> = { ...working, ...messaging, ...settings };
