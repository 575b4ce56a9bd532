import * as z from "zod";
import { stackRule } from "../../engine/define";
import { isUnknown } from "../../engine/unknown";

export const dataStaysInRegion = stackRule({
  name: "data-stays-in-region",
  concern: "network",
  description: "No table is copied to another region, and no resource is made in another one than the rest.",
  rationale:
    "A copy in another region is under other laws, outside the stack's key, alarms and backups; an alarm, queue or log group elsewhere is reached by nothing here, for services work within one region.",
  remediation: "Take replicas and region away, or name the region in the parameter `regions` with the reason.",
  controls: ["dynamodb.key", "dynamodb.backup"],
  severity: "high",
  parameters: {
    regions: z.array(z.string()).default([]).describe("Regions besides the stack's own that resources may be in."),
  },
  async check(stack, { each, report, parameters: { regions } }) {
    const placed = stack.resources.filter(
      ({ raw }) => typeof raw.props.region === "string" && !isUnknown(raw.props.region),
    );
    const counts = new Map<unknown, number>();
    for (const { raw } of placed) counts.set(raw.props.region, (counts.get(raw.props.region) ?? 0) + 1);
    const [[home] = []] = [...counts].sort(([, a], [, b]) => b - a);
    await each(placed, (resource) => {
      const found = resource.text("region");
      if (found === home || found === undefined || regions.includes(found)) return;
      report(resource, "region", found, `${home}, as the rest of the stack`);
    });
    await each(stack.ofType("aws:dynamodb/table:Table"), (resource) => {
      for (const [index, replica] of resource.list("replicas").entries()) {
        const found: unknown = Reflect.get(Object(replica), "regionName");
        if (regions.includes(String(found))) continue;
        report(resource, `replicas.${index}.regionName`, found, "no copy elsewhere");
      }
    });
  },
});
