import type { Rule } from "../../engine/rule";

/** All rules of this concern. */
export const costRules: readonly Rule[] = [];
