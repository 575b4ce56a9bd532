import * as z from "zod";
import type { OutputGroup } from "../../ops/stack/outputs";

const orders = z.looseObject({
  apiUrl: z.url(),
  apiId: z.string(),
  apiName: z.string(),
  stageName: z.string(),
  tableName: z.string(),
  auditTableName: z.string(),
  publisherFailureQueueUrl: z.string(),
  auditorFailureQueueUrl: z.string(),
  functionNames: z.object({
    create: z.string(),
    get: z.string(),
    list: z.string(),
    updateStatus: z.string(),
    authorizer: z.string(),
    publisher: z.string(),
    auditor: z.string(),
  }),
});

const confirmations = z.looseObject({
  topicArn: z.string(),
  queueUrl: z.string(),
  deadLetterQueueUrl: z.string(),
  subscriptionDeadLetterQueueUrl: z.string(),
  feedbackTopicArn: z.string(),
  feedbackQueueUrl: z.string(),
  feedbackDeadLetterQueueUrl: z.string(),
  feedbackSubscriptionDeadLetterQueueUrl: z.string(),
  deliveriesTableName: z.string(),
  suppressionsTableName: z.string(),
  configurationSetName: z.string(),
  senderAddress: z.string(),
  functionNames: z.object({ sender: z.string(), feedback: z.string() }),
});

const notifications = z.looseObject({
  topicArn: z.string(),
  functionName: z.string(),
  tableName: z.string(),
  notificationEmail: z.string(),
  deliveryDeadLetterQueueUrl: z.string(),
  failureQueueUrl: z.string(),
});

const shipments = z.looseObject({
  busName: z.string(),
  busArn: z.string(),
  busDeadLetterQueueUrl: z.string(),
  archiveName: z.string(),
  ruleName: z.string(),
  queueUrl: z.string(),
  deadLetterQueueUrl: z.string(),
  targetDeadLetterQueueUrl: z.string(),
  tableName: z.string(),
  functionName: z.string(),
});

/** The outputs of `index.ts` that the local run needs; others are ignored. */
export const outputsSchema = z.looseObject({
  orders,
  confirmations,
  notifications,
  shipments,
  monitoring: z.looseObject({
    errorTableName: z.string(),
    alertsTopicArn: z.string(),
    /** Absent where there is no simulator. */
    simulatorFunctionName: z.string().optional(),
  }),
  stack: z.looseObject({
    environmentSuffix: z.string(),
    keyArn: z.string(),
    region: z.string(),
    accountId: z.string(),
    indexShards: z.int(),
    rolloutApplicationName: z.string().optional(),
  }),
} satisfies Partial<Record<OutputGroup, z.ZodType>>);

export type StackOutputs = z.infer<typeof outputsSchema>;

/** Checks the outputs of a deployment. @throws {Error} naming every output that is missing or of another kind */
export function readOutputs(outputs: unknown): StackOutputs {
  const parsed = outputsSchema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
  throw new OutputsError(issues);
}

/** URLs of the queues that functions read. */
export function workQueueUrls({
  confirmations,
  shipments,
}: Pick<StackOutputs, "confirmations" | "shipments">): readonly string[] {
  return [confirmations.queueUrl, confirmations.feedbackQueueUrl, shipments.queueUrl];
}

/** An output of `index.ts` that the contract names is missing. */
export class OutputsError extends Error {
  override readonly name = "OutputsError";

  constructor(issues: readonly string[]) {
    super(`the program's outputs lack what the local run needs:\n${issues.map((issue) => `  ${issue}`).join("\n")}`);
  }
}
