import { parseArn } from "../../aws/arn";
import { readStatements, type Statement } from "../../aws/iam/document";
import { covers, coversName } from "../../aws/iam/pattern";
import { awsTypes } from "../../aws/resource-types";
import { type Bundle, bundleFunctions } from "../../components/blocks/bundle";
import { functionEntries, functionLogicalName } from "../../components/functions";
import type { CallCount } from "../../ops/calls/counts";
import type { GrantUse } from "../../ops/calls/grants";

/** A resource as far as grants need it. */
export interface Declared {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a bundle is made of. */
type Made = Readonly<Record<string, Pick<Bundle, "inputs">>>;

/**
 * Actions that Lambda uses by a function's role, not the function's code: to write its log and its traces, and to read its queues and streams.
 * Sources: Lambda Developer Guide, "Execution role" and the AWS managed policies AWSLambdaBasicExecutionRole, AWSLambdaSQSQueueExecutionRole,
 * AWSLambdaDynamoDBExecutionRole, AWSXRayDaemonWriteAccess, AWSLambdaVPCAccessExecutionRole.
 */
const ofLambda: readonly string[] = [
  ...["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  ...["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  ...["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
  ...["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"],
  ...["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:DescribeSubnets"],
];
/** Condition keys of key grants that AWS uses in the function's name: for an encrypted resource, and for Lambda's own environment. */
const ofKeys = /^kms:(viaservice|encryptioncontext:aws:lambda:functionarn)$/i;

/** SDK clients whose services IAM names otherwise. */
const clientServices: Readonly<Record<string, string>> = { eventbridge: "events", sesv2: "ses" };
const commandFile = /@aws-sdk\/client-([a-z0-9-]+)\/dist-[a-z]+\/commands\/(\w+)Command\.js$/;

/** The IAM action that an operation needs: a batch needs that of its single operation. Source: Service Authorization Reference, SQS, SNS. */
export function actionOf(service: string, operation: string): string {
  const single = /^(sqs|sns)$/.test(service) ? operation.replace(/Batch$/, "") : operation;
  return `${service}:${single}`;
}

/** What a function's code can call: the commands of the SDK in its bundle. Reading helpers bring commands that it never calls. */
export function callable(inputs: Readonly<Record<string, number>>): ReadonlySet<string> {
  return new Set(
    Object.keys(inputs).flatMap((file) => {
      const [, client = "", operation = ""] = commandFile.exec(file) ?? [];
      return operation === "" ? [] : [actionOf(clientServices[client] ?? client, operation)];
    }),
  );
}

/** Read when somebody asks first, and then once: reading them blocks the process, through which every call goes. */
function ownBundles(): Made {
  kept ??= bundleFunctions();
  return kept;
}
let kept: Made | undefined;

/**
 * What each grant of each function's role came to, over the calls that were made.
 *
 * @param suffix of the environment
 * @param bundles of the functions. Default: those of this checkout
 */
export function grantUses(
  declared: readonly Declared[],
  counts: readonly CallCount[],
  suffix: string,
  bundles: Made = ownBundles(),
): readonly GrantUse[] {
  const destinations = failureDestinations(declared);
  return functionEntries.flatMap((entry) => {
    const name = `${functionLogicalName(entry)}-${suffix}`;
    const own = counts.filter(({ byFunction, caller }) => byFunction && caller === name);
    const can = callable(bundles[entry]?.inputs ?? {});
    const allowing = statementsOf(declared, name).filter(({ effect }) => effect === "Allow");
    return allowing.flatMap((statement) =>
      statement.actions.flatMap((action) =>
        statement.resources.map((resource): GrantUse => {
          const calls = own
            .filter((count) => needs(count, action, resource))
            .reduce((sum, count) => sum + count.calls, 0);
          const grant = { function: name, action, resource, calls };
          if (calls > 0) return { ...grant, use: "called" };
          if (isOfAws(statement, action, resource, destinations)) return { ...grant, use: "aws" };
          return { ...grant, use: [...can].some((one) => coversName(action, one)) ? "uncalled" : "unusable" };
        }),
      ),
    );
  });
}

/** Whether a call needed this action on this resource. A call that names no resource may be on any. */
function needs({ service, action, resource }: CallCount, granted: string, pattern: string): boolean {
  if (!coversName(granted, actionOf(service, action))) return false;
  if (resource === "" || pattern === "*") return true;
  // A configuration set and a sender's identity are both checked by a call of SES, which is recorded with one of them.
  if (service === "ses") return true;
  return covers(parseArn(pattern)?.resource ?? pattern, resource);
}

function isOfAws(
  { conditions }: Statement,
  action: string,
  resource: string,
  destinations: ReadonlySet<string>,
): boolean {
  if (ofLambda.some((one) => coversName(action, one))) return true;
  if (action.startsWith("kms:") && conditions.some(({ key }) => ofKeys.test(key))) return true;
  return /^(sqs:SendMessage|sns:Publish)$/.test(action) && destinations.has(resource);
}

/** Statements of the policies of a function's role. */
function statementsOf(declared: readonly Declared[], functionName: string): readonly Statement[] {
  const [fn] = declared.filter(({ type, inputs }) => type === awsTypes.lambda.function && inputs.name === functionName);
  const role = String(fn?.inputs.role ?? "")
    .split("/")
    .at(-1);
  return declared
    .filter(({ type, inputs }) => type === awsTypes.iam.rolePolicy && inputs.role === role)
    .flatMap(({ inputs }) => readStatements(inputs.policy) ?? []);
}

/** ARNs that Lambda sends to when a function has failed for good. */
function failureDestinations(declared: readonly Declared[]): ReadonlySet<string> {
  const types: readonly string[] = [
    awsTypes.lambda.eventSourceMapping,
    awsTypes.lambda.functionEventInvokeConfig,
    awsTypes.lambda.function,
  ];
  const texts = declared
    .filter(({ type }) => types.includes(type))
    .flatMap(({ inputs: { destinationConfig, deadLetterConfig } }) => arnsIn([destinationConfig, deadLetterConfig]));
  return new Set(texts);
}

function arnsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return parseArn(value) === undefined ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(arnsIn) : [];
}
