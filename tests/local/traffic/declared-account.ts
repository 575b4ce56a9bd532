import type { CheckContext } from "../../../local/traffic/checks/check";

/** A queue's URL. */
export const url = (name: string) => `http://127.0.0.1:1/0/${name}`;
/** A queue's ARN. */
export const arn = (name: string) => `arn:aws:sqs:us-east-1:0:${name}`;
const nameOf = (text = "") => text.split(/[/:]/).at(-1) ?? "";

/** What AWS says of each resource by its name, where it is not as it should be. */
export type Change = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * An account in which every way leads to dead letters and every table is declared well, but for what `change` says. What NAME fails at goes to
 * the queue `NAME-dead`, and every topic feeds a queue.
 */
export function declaredAccount(outputs: object, change: Change): CheckContext {
  const answer = (
    command: string,
    { QueueUrl, TopicArn, SubscriptionArn, FunctionName, TableName }: Record<string, string>,
  ) => {
    const name = nameOf(QueueUrl ?? TopicArn ?? SubscriptionArn ?? FunctionName ?? TableName);
    const other = change[name] ?? {};
    switch (command) {
      case "GetQueueAttributesCommand":
        return {
          Attributes: {
            QueueArn: arn(name),
            MessageRetentionPeriod: "1209600",
            KmsMasterKeyId: "key",
            RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`) }),
            ...other,
          },
        };
      case "ListSubscriptionsByTopicCommand":
        return { Subscriptions: [{ SubscriptionArn: TopicArn, Protocol: "sqs", ...other }] };
      case "GetSubscriptionAttributesCommand":
        return {
          Attributes: {
            RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`) }),
            RawMessageDelivery: "true",
            ...other,
          },
        };
      case "GetFunctionEventInvokeConfigCommand":
        return { DestinationConfig: { OnFailure: { Destination: arn(`${name}-dead`), ...other } } };
      case "ListEventSourceMappingsCommand":
        return {
          EventSourceMappings: ["publisher", "auditor"].map((one) => ({
            FunctionArn: `arn:aws:lambda:us-east-1:0:function:${one}:live`,
            DestinationConfig: { OnFailure: { Destination: arn(`${one}-dead`) } },
            FunctionResponseTypes: ["ReportBatchItemFailures"],
            BisectBatchOnFunctionError: true,
            ...change[one],
          })),
        };
      case "DescribeTableCommand":
        return {
          Table: {
            SSEDescription: { KMSMasterKeyArn: "key" },
            StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
            BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
            GlobalSecondaryIndexes: [{ IndexName: "CustomerIndex" }, { IndexName: "StatusIndex" }],
            ...other,
          },
        };
      case "DescribeContinuousBackupsCommand":
        return {
          ContinuousBackupsDescription: {
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", ...other },
          },
        };
      case "DescribeTimeToLiveCommand":
        return { TimeToLiveDescription: { AttributeName: "expiresAt", ...other } };
      default:
        throw new Error(`unexpected ${command}`);
    }
  };
  const send = async (command: {
    readonly constructor: { readonly name: string };
    readonly input: Record<string, string>;
  }) => answer(command.constructor.name, command.input);
  const client = { send };
  return {
    traffic: { outputs, aws: { sqs: client, sns: client, lambda: client, dynamo: client } },
  } as unknown as CheckContext;
}
