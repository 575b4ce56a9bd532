import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { isUnknown } from "../../engine/unknown";

export const streamCarriesBothImages = stackRule({
  name: "stream-carries-both-images",
  concern: "reliability",
  description: "A table whose stream is read streams every item as it was and as it is.",
  rationale:
    "A consumer that sees keys only, or one image, cannot see what has changed; it fails in production only, because AWS accepts the mapping.",
  remediation: "Set streamEnabled to true and streamViewType to NEW_AND_OLD_IMAGES.",
  controls: ["async.stream-bounds"],
  severity: "medium",
  async check(stack, { each, report }) {
    const hasStream = stack
      .ofType(awsTypes.dynamodb.table)
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
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      for (const table of stack.named(mapping, "eventSourceArn", awsTypes.dynamodb.table, awsTypes.sqs.queue)) {
        if (table.type !== awsTypes.dynamodb.table || hasStream.includes(table)) continue;
        const wanted = `true, for '${mapping.name}' reads the stream`;
        report(table, "streamEnabled", undefined, wanted);
      }
    });
  },
});

/** Whether a stream's ARN is known. A deployed table that never had a stream has an empty string here, a preview an unknown value. */
function hasText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !isUnknown(value);
}

export const insightsFitTables = stackRule({
  name: "insights-fit-tables",
  concern: "reliability",
  description:
    "A table with contributor insights has one for itself and one for each index, and none is keyed by personal data.",
  rationale:
    "The one that was left out is where the hot key is. And keys are shown in CloudWatch in plain text, outside the table's encryption: an address there is read by whoever may see a graph. Source: DynamoDB's guide, contributor insights and their security.",
  remediation:
    "Name the table in contributorInsights when none of its keys is personal, else leave it out; declare one ContributorInsights for the table, and one with indexName for each index.",
  controls: ["protection.recovery"],
  severity: "medium",
  parameters: {
    personal: z
      .array(z.string())
      .default(["address", "mail", "email", "phone", "mobile", "actor", "surname", "birthday"])
      .describe("Words in the name of a key attribute that mark personal data."),
  },
  async check(stack, { each, report, parameters }) {
    const seen = new Map<string, Resource>();
    const watched = new Set<Resource>();
    await each(stack.ofType(awsTypes.dynamodb.contributorInsights), (insight) => {
      const [table] = stack.named(insight, "tableName", awsTypes.dynamodb.table);
      const index = insight.text("indexName");
      if (table === undefined) return;
      watched.add(table);
      const twin = seen.get(`${table.urn} ${index}`);
      if (twin !== undefined) report(insight, "tableName", table.name, `another table or index than '${twin.name}'`);
      seen.set(`${table.urn} ${index}`, insight);
      const keySchema = keySchemasOf(table).find(({ name }) => name === index);
      if (keySchema === undefined) report(insight, "indexName", index, `an index of '${table.name}'`);
      for (const key of keySchema?.keys ?? []) {
        if (!isPersonal(key, parameters.personal)) continue;
        report(
          insight,
          index === undefined ? "tableName" : "indexName",
          `${table.name}${index === undefined ? "" : `'s ${index}`}, keyed by ${key}`,
          "a table or index that no personal data is the key of",
        );
      }
    });
    await each(watched, (table) => {
      for (const { name } of keySchemasOf(table)) {
        if (seen.has(`${table.urn} ${name}`)) continue;
        report(
          table,
          "contributor insights",
          `none for ${name ?? "the table"}`,
          "one, or none for the table and all of its indexes",
        );
      }
    });
  },
});

/** What Contributor Insights can cover, with its key attributes: the table, which has no name here, and its indexes. */
function keySchemasOf(
  table: Resource,
): readonly { readonly name: string | undefined; readonly keys: readonly string[] }[] {
  const indexes = table.list("globalSecondaryIndexes").flatMap((_, at) => {
    const path = `globalSecondaryIndexes.${at}`;
    const name = table.text(`${path}.name`);
    return name === undefined ? [] : [{ name, keys: keysAt(table, `${path}.`) }];
  });
  return [{ name: undefined, keys: keysAt(table, "") }, ...indexes];
}

function keysAt(table: Resource, path: string): readonly string[] {
  return ["hashKey", "rangeKey"].flatMap((key) => table.text(`${path}${key}`) ?? []);
}

/** Whether the words of an attribute's name mark personal data: `customerEmail` and `delivery_address` do, `addressee` does not. */
function isPersonal(attribute: string, words: readonly string[]): boolean {
  const named = attribute.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/).map((word) => word.toLowerCase());
  return named.some((word) => words.includes(word));
}
