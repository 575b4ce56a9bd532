import type { PlainStatement } from "./statements";
import { arn, functionLogGroups, ownNames, resourceTags, type Subject } from "./subject";

/**
 * The most that a function of the program's stacks can ever do: its work, with resources of its own stack. Every role that a deployment makes
 * must carry this boundary, or the one of services' roles (`serviceBoundary`), so that a deployment cannot hand out more than these two give, to
 * itself or to others.
 */
export function runtimeBoundary(to: Subject): PlainStatement[] {
  const all = (service: string, prefix: string, ending = "") =>
    ownNames(to).map((name) => arn(to, service, `${prefix}${name}${ending}`));
  return [
    {
      Sid: "Tables",
      Effect: "Allow",
      Action: [
        "dynamodb:DescribeStream",
        "dynamodb:GetItem",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      Resource: [
        ...all("dynamodb", "table/"),
        ...all("dynamodb", "table/", "/index/*"),
        ...all("dynamodb", "table/", "/stream/*"),
      ],
    },
    {
      Sid: "Messages",
      Effect: "Allow",
      Action: [
        "events:PutEvents",
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      Resource: [...all("events", "event-bus/"), ...all("sns", ""), ...all("sqs", "")],
    },
    {
      Sid: "Mail",
      Effect: "Allow",
      Action: ["ses:SendEmail"],
      Resource: [arn(to, "ses", `identity/${to.senderIdentity}`), ...all("ses", "configuration-set/")],
    },
    ...(to.sesSandbox ? [emailInSandbox(to)] : []),
    {
      Sid: "Key",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [arn(to, "kms", "key/*")],
      Condition: resourceTags(to),
    },
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: functionLogGroups(to),
    },
    // None of these has a resource level.
    {
      Sid: "Anything",
      Effect: "Allow",
      Action: ["dynamodb:ListStreams", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": to.region } },
    },
  ];
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
