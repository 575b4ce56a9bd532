import type { Rule } from "../engine/rule";
import { costRules } from "./cost/rules";
import { encryptionRules } from "./encryption/rules";
import { leastPrivilegeRules } from "./least-privilege/rules";
import { networkRules } from "./network/rules";
import { observabilityRules } from "./observability/rules";
import { reliabilityRules } from "./reliability/rules";
import { taggingRules } from "./tagging/rules";

/** Every rule of the pack, by concern. */
export const allRules: readonly Rule[] = [
  ...leastPrivilegeRules,
  ...encryptionRules,
  ...taggingRules,
  ...reliabilityRules,
  ...observabilityRules,
  ...networkRules,
  ...costRules,
];
