import type { Rule } from "../../engine/rule";
import { functionsAreDescribed } from "./functions-are-described";
import { physicalNamesFollowPattern } from "./physical-names-follow-pattern";
import { resourceCarriesTags } from "./resource-carries-tags";
import { tagsNameOneEnvironment } from "./tags-name-one-environment";
import { typesAreReviewed } from "./types-are-reviewed";

/** All rules of this concern. */
export const taggingRules: readonly Rule[] = [
  functionsAreDescribed,
  physicalNamesFollowPattern,
  resourceCarriesTags,
  tagsNameOneEnvironment,
  typesAreReviewed,
];
