import { replacements } from "../../aws/replacement/all";
import { mustSayCreateFirst, type Replacement } from "../../aws/replacement/replacement";
import { classOf } from "../../aws/resource-types";
import { row } from "../../policies/controls/tables";

/** How AWS replaces each type of resource. */
export function typeTable(): string {
  const titles = [
    "Type",
    "Replaced by a change of",
    "New one beside the old one",
    "A replacement takes away",
    "What to do before",
  ];
  const rows = Object.entries(replacements).map(([type, replacement]) => {
    const { replacedBy, loses, remedy } = replacement;
    const inputs = replacedBy.map((input) => `\`${input}\``).join(", ") || "nothing";
    return row([`\`${classOf(type)}\``, inputs, beside(replacement), loses, remedy]);
  });
  return [row(titles), row(titles.map(() => "---")), ...rows].join("\n");
}

const besides = {
  free: "yes",
  adopted: "not under the same name",
  taken: "not under the same name",
  overwritten: "a second of the same name takes the place of the first",
} as const satisfies Record<Replacement["sameName"], string>;

function beside(replacement: Replacement): string {
  if (replacement.replacedBy.length === 0) return "updated in place";
  const warning = mustSayCreateFirst(replacement) ? ": AWS refuses the new one, and nothing is lost" : "";
  return `${besides[replacement.sameName]}${warning}`;
}
