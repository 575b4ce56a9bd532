import { owners, physicalName, type Stem } from "../../../components/naming";
import { stackRule } from "../../engine/define";
import { type Naming, namings } from "./house/named-types";
import { environmentOf } from "./house/stack-environment";

export const physicalNamesFollowPattern = stackRule({
  name: "physical-names-follow-pattern",
  concern: "tagging",
  description: "Physical names are {pipeline}-{resource}-{environment}, within AWS's limits.",
  rationale:
    "Rights, alarms and people tell stacks apart by the ends of names. A name that Pulumi makes up ends at random; one without the stack's ending collides with another stack's; one that is too long fails only when it is deployed.",
  remediation: "Name the resource by physicalName of components/naming.ts, with the stack's environment suffix.",
  controls: ["names.pattern"],
  severity: "medium",
  async check(stack, { each, report }) {
    const environment = environmentOf(stack) ?? "";
    await each(stack.ofType(...Object.keys(namings)), (resource) => {
      const naming = namings[resource.type];
      if (naming === undefined) return;
      const found = resource.text(naming.property);
      const wanted = faultOf(found, naming, environment);
      if (wanted !== undefined) report(resource, naming.property, found, wanted);
    });
  },
});

/** What would be right instead; undefined for a good name. */
function faultOf(name: string | undefined, naming: Naming, environment: string): string | undefined {
  const pattern = `{pipeline}-{resource}-${environment}, where the pipeline is one of ${owners.join(", ")}`;
  if (name === undefined) return pattern;
  if (naming.prescribed?.test(name)) return undefined;
  const { prefixes = [], ending = /$/, kind } = naming;
  const prefix = prefixes.find((start) => name.startsWith(start));
  // Where a prefix is usual it is needed: AWS reads meaning from it.
  if (prefixes.length > 0 && prefix === undefined) return `${prefixes.join(" or ")} and ${pattern}`;
  const own = name.slice(prefix?.length ?? 0);
  if (kind === "bucket" && !ending.test(own)) return `${pattern}, and the account after it`;
  const base = own.replace(ending, "");
  if (!base.endsWith(`-${environment}`)) return pattern;
  const stem = base.slice(0, -environment.length - 1);
  if (!isStem(stem)) return pattern;
  try {
    physicalName(kind, stem, environment, prefix);
    return undefined;
  } catch (error) {
    return `what AWS takes: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isStem(text: string): text is Stem {
  return owners.some((owner) => text.startsWith(`${owner}-`) && text.length > owner.length + 1);
}
