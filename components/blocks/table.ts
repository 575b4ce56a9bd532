import * as pulumi from "@pulumi/pulumi";
import { isInsighted } from "../config/insight-tables";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn } from "../stack";
import { typeToken } from "../type-tokens";
import { throttlesAlarm } from "./alarms/table";
import { holdsData } from "./created-first";
import type { SharedArgs } from "./shared-args";
import type { TableTarget } from "./widgets/table";

/** A key attribute: text (`S`) or number (`N`). */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N";
}

export interface TableIndex {
  readonly name: string;
  readonly hashKey: KeyAttribute;
  readonly rangeKey: KeyAttribute;
}

export interface TableArgs extends SharedArgs {
  readonly hashKey: KeyAttribute;
  /** @default none */
  readonly rangeKey?: KeyAttribute;
  /** Global indexes, which project all attributes. @default none */
  readonly indexes?: readonly TableIndex[];
  /** Attribute with the epoch second at which DynamoDB deletes the item. @default items are not deleted */
  readonly ttlAttribute?: string;
  /** Whether changes are streamed, with the item before and after. @default false */
  readonly stream?: boolean;
}

/**
 * A table that is billed by request, encrypted with the stack's key, with point-in-time recovery and alarms on throttling. It is protected
 * and retained where the stack's settings say so.
 */
export class Table extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** ARN of the current stream; empty without one. */
  readonly streamArn: pulumi.Output<string>;
  /** The table and each of its indexes, for use in graphs. */
  readonly targets: readonly TableTarget[];

  constructor(name: LogicalName, args: TableArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Table"), name, {}, opts);
    const { stack, key } = args;
    const kept = stack.config.retainData;
    const indexes = args.indexes ?? [];
    const table = new aws.dynamodb.Table(
      name,
      {
        name: physicalNameIn(stack, "table", name),
        billingMode: "PAY_PER_REQUEST",
        hashKey: args.hashKey.name,
        ...(args.rangeKey && { rangeKey: args.rangeKey.name }),
        attributes: keyAttributes(args),
        globalSecondaryIndexes: indexes.map((index) => ({
          name: index.name,
          hashKey: index.hashKey.name,
          rangeKey: index.rangeKey.name,
          projectionType: "ALL",
        })),
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: kept,
        ...(args.ttlAttribute && { ttl: { enabled: true, attributeName: args.ttlAttribute } }),
        ...(args.stream && { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" }),
        tags: stack.tags,
      },
      { parent: this, retainOnDelete: kept, ...holdsData(stack) },
    );
    this.name = table.name;
    this.arn = table.arn;
    this.streamArn = table.streamArn;
    this.targets = [
      { label: name, dimensions: { TableName: table.name } },
      ...indexes.map(
        (index): TableTarget => ({
          label: `${name}-${index.name}`,
          dimensions: { TableName: table.name, GlobalSecondaryIndexName: index.name },
        }),
      ),
    ];
    for (const { label, dimensions } of this.targets) throttlesAlarm(label, args, dimensions, this);
    if (isInsighted(stack.config.contributorInsights, name)) watchContributors(name, table.name, indexes, this);
    this.registerOutputs({ name: this.name, arn: this.arn, streamArn: this.streamArn });
  }

  /** ARN of one of the table's indexes, for grants. */
  indexArn(indexName: string): pulumi.Output<string> {
    return pulumi.interpolate`${this.arn}/index/${indexName}`;
  }
}

/** Key attributes only, each once: DynamoDB ignores others, so they would appear as a change in every preview. */
function keyAttributes(args: TableArgs): KeyAttribute[] {
  const all = [
    args.hashKey,
    args.rangeKey,
    ...(args.indexes ?? []).flatMap((index) => [index.hashKey, index.rangeKey]),
  ];
  const types = new Map<string, KeyAttribute["type"]>();
  for (const attribute of all) {
    if (attribute === undefined) continue;
    if ((types.get(attribute.name) ?? attribute.type) !== attribute.type) {
      throw new Error(`the key attribute '${attribute.name}' is declared with two types, S and N`);
    }
    types.set(attribute.name, attribute.type);
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

function watchContributors(
  name: LogicalName,
  tableName: pulumi.Input<string>,
  indexes: readonly TableIndex[],
  parent: pulumi.Resource,
): void {
  new aws.dynamodb.ContributorInsights(`${name}-contributors`, { tableName }, { parent });
  for (const index of indexes) {
    new aws.dynamodb.ContributorInsights(
      `${name}-${index.name}-contributors`,
      { tableName, indexName: index.name },
      { parent },
    );
  }
}
