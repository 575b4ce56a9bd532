import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { selects } from "../../wiring/backups";
import { collect, complete } from "../../wiring/collect";

export const tableCapacityGrows = stackRule({
  name: "table-capacity-grows",
  concern: "reliability",
  description: "Tables are paid by request, without a limit of their own, or scale by themselves.",
  rationale:
    "Provisioned capacity is the default; a table that does not scale refuses writes in the first rush. Source: DynamoDB's guide on capacity modes.",
  remediation:
    'Set billingMode to "PAY_PER_REQUEST" without onDemandThroughput, or declare an appautoscaling Target and Policy for read and write.',
  controls: ["dynamodb.capacity"],
  severity: "medium",
  async check(stack, { each, report }) {
    const scaled = new Set(
      stack
        .ofType(awsTypes.appautoscaling.target)
        .map(({ raw }) => `${raw.props.resourceId} ${raw.props.scalableDimension}`),
    );
    await each(stack.ofType(awsTypes.dynamodb.table), (table) => {
      for (const kind of ["maxReadRequestUnits", "maxWriteRequestUnits"]) {
        const limit = table.number(`onDemandThroughput.${kind}`);
        if (limit !== undefined && limit > 0) report(table, `onDemandThroughput.${kind}`, limit, "no limit");
      }
      const found = table.text("billingMode");
      if (found === "PAY_PER_REQUEST") return;
      const id = `table/${table.text("name")}`;
      if (["Read", "Write"].every((kind) => scaled.has(`${id} dynamodb:table:${kind}CapacityUnits`))) return;
      report(table, "billingMode", found, "PAY_PER_REQUEST");
    });
  },
});

export const tableInBackupPlan = stackRule({
  name: "table-in-backup-plan",
  concern: "reliability",
  description: "A stack's backup plan covers every table.",
  rationale:
    "Point-in-time recovery goes back weeks and dies with the table; what nobody selected has no backup beyond that. Source: Security Hub control DynamoDB.4.",
  remediation: "Add the table's ARN, or a tag that it has, to a backup selection whose plan has a rule.",
  controls: ["dynamodb.backup", "protection.recovery"],
  severity: "medium",
  parameters: {
    required: z.boolean().default(true).describe("Whether a stack without any backup plan is refused too."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    if (!required && stack.ofType(awsTypes.backup.plan, awsTypes.backup.selection).length === 0) return;
    const selections = collect(stack.ofType(awsTypes.backup.selection), (selection) =>
      stack.named(selection, "planId", awsTypes.backup.plan).some((plan) => plan.list("rules").length > 0)
        ? [selection]
        : [],
    );
    await each(stack.ofType(awsTypes.dynamodb.table), (table) => {
      if (selections.items.some((selection) => selects(selection, table))) return;
      complete(selections);
      report(table, "backup", "no selection of a plan with rules", "one that names it");
    });
  },
});

export const tableKeysAreDeclared = resourceRule({
  name: "table-keys-are-declared",
  concern: "reliability",
  description: "A table declares exactly the attributes that its keys and its indexes' keys use, each with its type.",
  rationale:
    "DynamoDB refuses a key without a declared type, and an attribute that is no key makes every later preview differ; an index without its sort key sorts nothing. Source: DynamoDB's API reference, CreateTable.",
  remediation: "List the hash and range keys of the table and of each index under attributes, and nothing else.",
  controls: ["protection.table-keys"],
  severity: "medium",
  types: [awsTypes.dynamodb.table],
  check(table, { report }) {
    const keys = keysOf(table);
    for (const { property, name } of keys) {
      if (name === undefined) report(table, property, name, "the name of an attribute");
    }
    const declared = table.list("attributes").map((_, index) => ({
      name: table.text(`attributes.${index}.name`),
      type: table.text(`attributes.${index}.type`),
    }));
    const used = new Set(keys.flatMap(({ name }) => name ?? []));
    const wanted = [...used].sort().join(", ");
    const found = declared.map(({ name, type }) => `${name} ${type}`);
    const right =
      declared.length === used.size &&
      declared.every(({ name, type }) => name !== undefined && used.has(name) && /^[SNB]$/.test(type ?? ""));
    if (!right) report(table, "attributes", found, `${wanted}, each of type S, N or B`);
    for (const index of table.list("globalSecondaryIndexes").keys()) {
      const property = `globalSecondaryIndexes.${index}.projectionType`;
      const projection = table.text(property);
      if (projection === undefined) report(table, property, projection, "ALL, KEYS_ONLY or INCLUDE");
    }
  },
});

/** Keys of the table and of its indexes; a hash key must be there. */
function keysOf(table: Resource): readonly { readonly property: string; readonly name: string | undefined }[] {
  const indexes = [
    ...[...table.list("globalSecondaryIndexes").keys()].map((index) => `globalSecondaryIndexes.${index}.`),
    ...[...table.list("localSecondaryIndexes").keys()].map((index) => `localSecondaryIndexes.${index}.`),
  ];
  return ["", ...indexes].flatMap((prefix) => {
    const range = table.text(`${prefix}rangeKey`);
    const hash = prefix.startsWith("local") ? [] : [`${prefix}hashKey`];
    return [
      ...hash.map((property) => ({ property, name: table.text(property) })),
      ...(range === undefined ? [] : [{ property: `${prefix}rangeKey`, name: range }]),
    ];
  });
}

export const tableRestorable = resourceRule({
  name: "table-restorable",
  concern: "reliability",
  description: "Tables can be restored to any second of the last weeks.",
  rationale:
    "A function that writes nonsense, or deletes, leaves nothing to go back to. Source: DynamoDB's guide on point-in-time recovery, which is off by default.",
  remediation: "Set pointInTimeRecovery.enabled to true.",
  controls: ["dynamodb.recovery", "protection.recovery"],
  severity: "high",
  types: [awsTypes.dynamodb.table],
  check(table, { report }) {
    const found = table.value("pointInTimeRecovery.enabled");
    if (found !== true) report(table, "pointInTimeRecovery.enabled", found, "true");
    const days = table.number("pointInTimeRecovery.recoveryPeriodInDays");
    if (days !== undefined && days < 35)
      report(table, "pointInTimeRecovery.recoveryPeriodInDays", days, "35, the default");
  },
});
