import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import type { Metric } from "./alarm";
import { blockedRequests, blockedRequestsAlarm } from "./alarms/web-acl";
import { encryptedLogGroup } from "./log-group";
import { policyDocument } from "./policy";
import type { SharedArgs } from "./shared-args";

export interface WebAclArgs extends SharedArgs {
  /** ARN of the API's stage whose requests are looked at. */
  readonly stageArn: pulumi.Input<string>;
}

/**
 * AWS's groups of rules, in the order in which they are asked, with those of their rules that only count. A group reads a body up to the bound
 * below and lets the rest pass (WAF developer guide, "Oversize web request components"). 25 + 700 + 200 of the 1,500 units that are in the fee.
 */
const managedGroups: readonly (readonly [group: string, counted: readonly string[]])[] = [
  ["AWSManagedRulesAmazonIpReputationList", []],
  // It refuses bodies over 8 KB, and an order of 100 items is larger. The function bounds the body, and says so.
  ["AWSManagedRulesCommonRuleSet", ["SizeRestrictions_BODY"]],
  ["AWSManagedRulesKnownBadInputsRuleSet", []],
];

/** How much of a body the groups read: all that there is. Beyond 16 KB AWS charges for it, request by request. */
const INSPECTED_BODY = "KB_64";

/**
 * AWS WAF in front of an API: a bound of requests by address, and AWS's managed rules. What it refuses, API Gateway answers as a problem document
 * (gateway response `WAF_FILTERED`), and is logged without the caller's token. An alarm is raised when much is refused, for it may be customers.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  /** What it refused. */
  readonly blocked: Metric;

  constructor(name: LogicalName, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "WebAcl"), name, {}, opts);
    const { stack } = args;
    const physicalName = physicalNameIn(stack, "webAcl", name);
    const webAcl = new aws.wafv2.WebAcl(
      name,
      {
        name: physicalName,
        description: `Looks at requests to the API of ${stack.config.environmentSuffix}`,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: webAclRules(stack),
        associationConfig: { requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: INSPECTED_BODY } }] },
        visibilityConfig: counted(physicalName),
        tags: stack.tags,
      },
      { parent: this },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-association`,
      { webAclArn: webAcl.arn, resourceArn: args.stageArn },
      { parent: this },
    );
    logs(name, args, webAcl, this);
    this.blocked = blockedRequests(physicalName, stack.region);
    blockedRequestsAlarm(name, args, this.blocked, this);
    this.name = webAcl.name;
    this.registerOutputs({ name: this.name });
  }
}

function webAclRules({ config }: StackContext): aws.types.input.wafv2.WebAclRule[] {
  return [
    {
      name: "requests-per-address",
      priority: 0,
      action: { block: {} },
      statement: {
        rateBasedStatement: {
          limit: config.wafRequestsPerAddress,
          aggregateKeyType: "IP",
          evaluationWindowSec: 300,
        },
      },
      visibilityConfig: counted("requests-per-address"),
    },
    ...managedGroups.map(([group, countedRules], index) => ({
      name: group,
      priority: index + 1,
      // The group's own actions, which block.
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: group,
          ruleActionOverrides: countedRules.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        },
      },
      visibilityConfig: counted(group),
    })),
  ];
}

/** Counts in CloudWatch, and no samples: these show whole requests, tokens too, to everybody who may read the web ACL. */
function counted(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/** What was refused or counted, without tokens. AWS takes groups only whose names begin so (WAF developer guide, "Logging to CloudWatch Logs"). */
function logs(name: LogicalName, { stack, key }: WebAclArgs, webAcl: aws.wafv2.WebAcl, parent: pulumi.Resource): void {
  const groupName = physicalNameIn(stack, "logGroup", name, "aws-waf-logs-");
  const group = encryptedLogGroup(`${name}-logs`, groupName, { stack, key }, parent);
  // Else AWS writes one for all groups of the account, which may outgrow its bound and outlives the stack.
  const access = new aws.cloudwatch.LogResourcePolicy(
    `${name}-logs-policy`,
    {
      policyName: physicalNameIn(stack, "policy", `${name}-logs`),
      policyDocument: policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${group.arn}:*`,
          Condition: {
            StringEquals: { "aws:SourceAccount": stack.accountId },
            ArnLike: {
              "aws:SourceArn": pulumi.interpolate`arn:${stack.partition}:logs:${stack.region}:${stack.accountId}:*`,
            },
          },
        },
      ]),
    },
    { parent },
  );
  const kept = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"];
  new aws.wafv2.WebAclLoggingConfiguration(
    `${name}-logging`,
    {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: [{ singleHeader: { name: "authorization" } }],
      // Of requests that pass, the API's access log has a line.
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: kept.map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    },
    { parent, dependsOn: [access] },
  );
}
