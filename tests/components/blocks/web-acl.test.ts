import { expect } from "chai";
import { WebAcl } from "../../../components/blocks/web-acl";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { countByType, the } from "../../support/pulumi-queries";

const stageArn = "arn:aws:apigateway:eu-south-2::/restapis/abc/stages/test";
const aclArn = "arn:aws:wafv2:eu-south-2:111122223333:regional/webacl/orders-web-acl-test/1a2b";
const groupArn = "arn:aws:logs:eu-south-2:111122223333:log-group:aws-waf-logs-orders-web-acl-test";

function recordWebAcl(config: Readonly<Record<string, string>> = {}) {
  return record(() => new WebAcl("orders-web-acl", { ...sharedArgs(config), stageArn }).name);
}

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});
const managed = (name: string, priority: number, counted: readonly string[] = []) => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
});

describe("a web ACL before an API", () => {
  it("bounds each address, then asks AWS's groups, of which only the bound of bodies counts, and lets the rest pass", async () => {
    const { resources, result } = await recordWebAcl({ wafRequestsPerAddress: "500" });

    expect(the(resources, "aws:wafv2/webAcl:WebAcl", "orders-web-acl").inputs).to.deep.equal({
      name: "orders-web-acl-test",
      description: "Looks at requests to the API of test",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "requests-per-address",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: 500, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
          visibilityConfig: visibility("requests-per-address"),
        },
        managed("AWSManagedRulesAmazonIpReputationList", 1),
        managed("AWSManagedRulesCommonRuleSet", 2, ["SizeRestrictions_BODY"]),
        managed("AWSManagedRulesKnownBadInputsRuleSet", 3),
      ],
      associationConfig: { requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: "KB_64" } }] },
      visibilityConfig: visibility("orders-web-acl-test"),
      tags,
    });
    expect(result).to.equal("orders-web-acl-test");
  });

  it("stands before the stage", async () => {
    const { resources } = await recordWebAcl();

    const type = "aws:wafv2/webAclAssociation:WebAclAssociation";
    expect(the(resources, type, "orders-web-acl-association").inputs).to.deep.equal({
      webAclArn: aclArn,
      resourceArn: stageArn,
    });
  });

  it("logs what it refused or counted, without tokens, into an encrypted group that it alone names", async () => {
    const { resources } = await recordWebAcl({ logRetentionDays: "14" });

    const group = the(resources, "aws:cloudwatch/logGroup:LogGroup", "orders-web-acl-logs");
    expect(group.inputs).to.deep.equal({
      name: "aws-waf-logs-orders-web-acl-test",
      kmsKeyId: keyArn,
      retentionInDays: 14,
      tags,
    });
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const logging = the(resources, type, "orders-web-acl-logging");
    expect(logging.inputs).to.deep.equal({
      resourceArn: aclArn,
      logDestinationConfigs: [groupArn],
      redactedFields: [{ singleHeader: { name: "authorization" } }],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            conditions: [
              { actionCondition: { action: "BLOCK" } },
              { actionCondition: { action: "COUNT" } },
              { actionCondition: { action: "EXCLUDED_AS_COUNT" } },
            ],
          },
        ],
      },
    });
    const policy = the(resources, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "orders-web-acl-logs-policy");
    expect(logging.dependencies).to.include(policy.urn);
    expect(JSON.parse(String(policy.inputs.policyDocument)).Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${groupArn}:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-south-2:111122223333:*" },
        },
      },
    ]);
  });

  it("raises an alarm when much is refused, and has nothing else", async () => {
    const { resources } = await recordWebAcl();

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-web-acl-blocked-alarm");
    expect(inputs).to.deep.include({
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      dimensions: { WebACL: "orders-web-acl-test", Region: "eu-south-2", Rule: "ALL" },
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      threshold: 100,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    });
    const own = resources.filter(({ name }) => name.startsWith("orders-web-acl"));
    expect(countByType(own)).to.deep.equal({
      "backoffice:blocks:WebAcl": 1,
      "aws:wafv2/webAcl:WebAcl": 1,
      "aws:wafv2/webAclAssociation:WebAclAssociation": 1,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 1,
    });
  });
});
