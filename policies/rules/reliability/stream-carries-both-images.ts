import { stackRule } from "../../engine/define";
import { isUnknown } from "../../engine/unknown";
import { types } from "../../wiring/types";

export const streamCarriesBothImages = stackRule({
  name: "stream-carries-both-images",
  concern: "reliability",
  description: "A table whose stream is read streams every item as it was and as it is.",
  rationale:
    "A consumer that sees keys only, or one image, cannot tell what has changed; it finds out in production, for nothing refuses the mapping.",
  remediation: "Set streamEnabled to true and streamViewType to NEW_AND_OLD_IMAGES.",
  controls: ["async.stream-bounds"],
  severity: "medium",
  async check(stack, { each, report }) {
    const hasStream = stack
      .ofType(types.table)
      .filter(({ raw }) => raw.props.streamEnabled === true || hasText(raw.props.streamViewType));
    await each(hasStream, (table) => {
      for (const [property, wanted] of [
        ["streamEnabled", true] as const,
        ["streamViewType", "NEW_AND_OLD_IMAGES"] as const,
      ]) {
        const found = table.value(property);
        if (found !== wanted) report(table, property, found, String(wanted));
      }
    });
    await each(stack.ofType(types.mapping), (mapping) => {
      for (const table of stack.named(mapping, "eventSourceArn", types.table, types.queue)) {
        if (table.type !== types.table || hasStream.includes(table)) continue;
        const wanted = `true, for '${mapping.name}' reads the stream`;
        report(table, "streamEnabled", undefined, wanted);
      }
    });
  },
});

/** A table that was never given a stream has an empty text there once it is deployed, and something unknown in a preview. */
function hasText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !isUnknown(value);
}
