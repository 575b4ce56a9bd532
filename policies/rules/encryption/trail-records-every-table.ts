import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";

const tableKind = "AWS::DynamoDB::Table";

export const trailRecordsEveryTable = stackRule({
  name: "trail-records-every-table",
  concern: "encryption",
  description: "Where there is a trail, the trails together record the reads and writes of every table.",
  rationale:
    "A trail records no data events unless selectors name them: who read a customer's order from a table that was left out is never known.",
  remediation: "Add the table's ARN to the resources.ARN selector of the trail's data events.",
  controls: ["trail.integrity"],
  severity: "medium",
  async check(stack, { each, report }) {
    const trails = stack.ofType("aws:cloudtrail/trail:Trail");
    const [first] = trails;
    if (first === undefined) return;
    await each(stack.ofType("aws:dynamodb/table:Table"), (table) => {
      const arn = table.text("arn") ?? "";
      if (trails.some((trail) => selectorsOf(trail).some((selector) => selects(selector, arn)))) return;
      report(first, "advancedEventSelectors", "no selector", `one that records ${arn}`);
    });
  },
});

interface FieldSelector {
  readonly field: string;
  readonly equals: readonly string[];
  readonly startsWiths: readonly string[];
  /** Whether it leaves something out. */
  readonly negative: boolean;
}

function selectorsOf(trail: Resource): readonly (readonly FieldSelector[])[] {
  return trail.list("advancedEventSelectors").map((_, index) => {
    const path = `advancedEventSelectors.${index}.fieldSelectors`;
    return trail.list(path).map((_field, at) => ({
      field: trail.text(`${path}.${at}.field`) ?? "",
      equals: trail.texts(`${path}.${at}.equals`),
      startsWiths: trail.texts(`${path}.${at}.startsWiths`),
      negative: trail
        .keys(`${path}.${at}`)
        .some((key) => /^(not|endsWiths$)/.test(key) && trail.list(`${path}.${at}.${key}`).length > 0),
    }));
  });
}

/** All the fields of a selector must fit; one that does not know its field is taken for one that leaves something out. */
function selects(fields: readonly FieldSelector[], arn: string): boolean {
  const given: Readonly<Record<string, string>> = {
    eventCategory: "Data",
    "resources.type": tableKind,
    "resources.ARN": arn,
  };
  const kinds = fields.map(({ field }) => field);
  return (
    kinds.includes("eventCategory") &&
    kinds.includes("resources.type") &&
    fields.every(({ field, equals, startsWiths, negative }) => {
      const value = given[field];
      if (value === undefined || negative) return false;
      return equals.includes(value) || startsWiths.some((start) => value.startsWith(start));
    })
  );
}
