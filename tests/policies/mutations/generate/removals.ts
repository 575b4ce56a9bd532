import type { Resource } from "../../../../program/policies/requests";
import { kindOf } from "../kinds";
import { type Generator, label, replace, shortType } from "../mutation";

/** Every resource is left out, and every one that is protected is so no longer, or has what matters among its ignored changes. */
export const removals: Generator = (resources) => {
  const custom = resources.filter(({ type }) => type.startsWith("aws:"));
  return [
    ...custom.map((resource) => ({
      id: `${label(resource)}: left out`,
      kind: kindOf(shortType(resource), ""),
      group: `${shortType(resource)}: left out`,
      apply: (all: readonly Resource[]) => all.filter((item) => item !== resource),
    })),
    ...custom
      .filter(({ protect }) => protect)
      .map((resource) => ({
        id: `${label(resource)}: no longer protected`,
        kind: "protection" as const,
        group: `${shortType(resource)}: no longer protected`,
        apply: (all: readonly Resource[]) => replace(all, resource, (item) => ({ ...item, protect: false })),
      })),
    ...custom
      .filter(({ deleteBeforeReplace }) => deleteBeforeReplace === false)
      .map((resource) => ({
        id: `${label(resource)}: deleted before its replacement`,
        kind: "protection" as const,
        group: `${shortType(resource)}: deleted before its replacement`,
        apply: (all: readonly Resource[]) => replace(all, resource, (item) => ({ ...item, deleteBeforeReplace: true })),
      })),
    ...custom.flatMap((resource) =>
      hideable
        .filter((property) => property in resource.inputs)
        .map((property) => ({
          id: `${label(resource)}: changes of ${property} ignored`,
          kind: "protection" as const,
          group: `${shortType(resource)}: changes of ${property} ignored`,
          apply: (all: readonly Resource[]) =>
            replace(all, resource, (item) => ({ ...item, ignoreChanges: [...item.ignoreChanges, property] })),
        })),
    ),
  ];
};

/** Properties whose drift would be a hole. */
const hideable = [
  "policy",
  "assumeRolePolicy",
  "kmsMasterKeyId",
  "kmsKeyArn",
  "serverSideEncryption",
  "redrivePolicy",
  "alarmActions",
];
