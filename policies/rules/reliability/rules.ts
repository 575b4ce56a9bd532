import type { Rule } from "../../engine/rule";
import { queueVisibilityCoversTimeout } from "./queue-visibility-covers-timeout";

/** All rules of this concern. */
export const reliabilityRules: readonly Rule[] = [queueVisibilityCoversTimeout];
