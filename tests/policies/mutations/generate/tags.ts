import { isRecord } from "../../../../values/is-record";
import { type Generator, label, shortType, withValue } from "../mutation";

/** Every tag of every resource is lost, and is given another value. */
export const tags: Generator = (resources) =>
  resources.flatMap((resource) => {
    const names = isRecord(resource.inputs.tags) ? Object.keys(resource.inputs.tags) : [];
    return names.flatMap((name) =>
      [
        { how: `tag ${name} lost`, value: undefined },
        { how: `tag ${name} of another stack`, value: "elsewhere" },
      ].map(({ how, value }) => ({
        id: `${label(resource)}: ${how}`,
        kind: "tags" as const,
        group: `${shortType(resource)}: ${how}`,
        apply: (all: typeof resources) => withValue(all, resource, ["tags", name], value),
      })),
    );
  });
