import { joinsNetworkBy } from "../../aws/lambda-calls";
import type { PlainStatement } from "./statements";
import { arn, inRegion, isOfPullRequests, ownNames, resourceTags, type Subject } from "./subject";

/**
 * The most that a function of the program's stacks can ever do: its work, with resources of its own stack. Every role that a deployment makes
 * must carry this boundary, or the one of services' roles (`serviceBoundary`), so that a deployment cannot hand out more than these two give, to
 * itself or to others.
 */
export function runtimeBoundary(to: Subject): PlainStatement[] {
  return [
    ownResources(to),
    ...(to.sesSandbox ? [emailInSandbox(to)] : []),
    {
      Sid: "Key",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [arn(to, "kms", "key/*")],
      Condition: resourceTags(to),
    },
    // None of these has a resource level.
    {
      Sid: "Anything",
      Effect: "Allow",
      Action: ["dynamodb:ListStreams", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: ["*"],
      Condition: inRegion(to),
    },
    ...(isOfPullRequests(to) ? [] : [networkInterfaces(to)]),
  ];
}

/**
 * Lambda connects a function to a private network in its role's name. The function's code may not: each of its calls says which function makes it
 * (Lambda developer guide, "Using source function ARN to control function access behavior").
 */
function networkInterfaces(to: Subject): PlainStatement {
  return {
    Sid: "Network",
    Effect: "Allow",
    Action: joinsNetworkBy,
    Resource: ["*"],
    Condition: { ...inRegion(to), Null: { "lambda:SourceFunctionArn": "true" } },
  };
}

/**
 * What a function does with the tables, messages, emails and logs of its stack. Each pipeline adds its names once for each kind of resource, so
 * they have to be few and short: no action works on a resource of another service, so one statement says as much as one for each service; and
 * one condition names the region instead of every ARN.
 */
function ownResources(to: Subject): PlainStatement {
  const anyRegion = { ...to, region: "*" };
  const own = (service: string, prefix: string, ending = "") =>
    ownNames(to).map((name) => arn(anyRegion, service, `${prefix}${name}${ending}`));
  return {
    Sid: "Own",
    Effect: "Allow",
    Action: [
      "dynamodb:DescribeStream",
      "dynamodb:GetItem",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
      "events:PutEvents",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "ses:SendEmail",
      "sns:Publish",
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
    ],
    Resource: [
      ...own("dynamodb", "table/"),
      // Indexes and streams.
      ...own("dynamodb", "table/", "/*"),
      ...own("events", "event-bus/"),
      // What is written into a group is authorized against its ARN with this ending (CloudWatch Logs user guide, "Log group ARNs").
      ...own("logs", "log-group:/aws/lambda/", ":*"),
      arn(anyRegion, "ses", `identity/${to.senderIdentity}`),
      // SES asks for the identity as well, which decides who is the sender: the set need not be named by its pipeline.
      arn(anyRegion, "ses", `configuration-set/*-${to.suffix}`),
      ...own("sns", ""),
      ...own("sqs", ""),
    ],
    Condition: inRegion(to),
  };
}

/** SES asks there for the identities of recipients as well: whatever these are, emails come from what the environment may send from. */
function emailInSandbox(to: Subject): PlainStatement {
  const { senderIdentity } = to;
  const senders = senderIdentity.includes("@") ? [senderIdentity] : [`*@${senderIdentity}`, `*@*.${senderIdentity}`];
  return {
    Sid: "MailInSandbox",
    Effect: "Allow",
    Action: ["ses:SendEmail"],
    Resource: [arn(to, "ses", "identity/*")],
    Condition: { StringLike: { "ses:FromAddress": senders } },
  };
}
