import { edge } from "./edge";
import { messaging } from "./messaging";
import { network } from "./network";
import type { Replacement } from "./replacement";
import { settings } from "./settings";
import { working } from "./working";

/** How each resource type of this project's stacks, and of its bootstrap stack, is replaced; by type token. */
export const replacements: Readonly<Record<string, Replacement>> = {
  ...working,
  ...messaging,
  ...edge,
  ...network,
  ...settings,
};
