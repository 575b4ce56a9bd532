// What Lambda itself does with a function's role, wherever the function stands.

/** What its poller needs on a queue (Lambda developer guide, "Using Lambda with Amazon SQS"). */
export const pollsQueue = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"] as const;

/** What its poller needs on a table's stream (Lambda developer guide, "Using AWS Lambda with Amazon DynamoDB"). */
export const pollsStream = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"] as const;

/** What its poller needs besides, without a resource level. */
export const findsStreams = ["dynamodb:ListStreams"] as const;

/** What tracing needs (Lambda developer guide, "Visualize Lambda function invocations using AWS X-Ray"). */
export const traces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;

/** What logs need. `logs:CreateLogGroup` is not among them: the program declares the group. */
export const writesLog = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** What connects a function to a VPC (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"). */
export const joinsNetwork = {
  /** Without a resource level. */
  looks: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
  /** On network interfaces, and on the function's subnets and groups. */
  changes: ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:UnassignPrivateIpAddresses"],
  /** On every resource of EC2 in the region: with the interfaces alone Lambda refuses the function, as the guide says. */
  deletes: ["ec2:DeleteNetworkInterface"],
} as const;

/** All that connects a function to a VPC. */
export const joinsNetworkBy: readonly string[] = Object.values(joinsNetwork).flat().sort();

/**
 * All of it. Lambda makes these calls from outside a function's VPC, so they need no endpoint in it. Code that made one would need the endpoint: here
 * none does.
 */
export const lambdasOwnActions: ReadonlySet<string> = new Set([
  ...pollsQueue,
  ...pollsStream,
  ...findsStreams,
  ...traces,
  ...writesLog,
  ...joinsNetworkBy,
]);
