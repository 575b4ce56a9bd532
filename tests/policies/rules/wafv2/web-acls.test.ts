import {
  apiHasWebAcl,
  webAclLogsWithoutTokens,
  webAclRefusesAttacks,
  webAclShowsNoRequests,
} from "../../../../policies/rules/wafv2/web-acls";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const stageArn = "arn:aws:apigateway:eu-central-1::/restapis/a/stages/prod";
const aclArn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop-acl/1";
const groupArn = "arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-shop";

const visibility = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});
const managed = (name: string, priority: number, ruleActionOverrides: readonly unknown[] = []) => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ruleActionOverrides } },
  visibilityConfig: visibility(name),
});
const acl = resource(
  "aws:wafv2/webAcl:WebAcl",
  "acl",
  {
    name: "shop-acl",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: visibility("shop-acl"),
    associationConfig: { requestBodies: [{ apiGateway: { defaultSizeInspectionLimit: "KB_64" } }] },
    rules: [
      {
        name: "rate",
        priority: 0,
        action: { block: {} },
        statement: { rateBasedStatement: { limit: 2_000, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
        visibilityConfig: visibility("rate"),
      },
      managed("AWSManagedRulesAmazonIpReputationList", 1),
      managed("AWSManagedRulesCommonRuleSet", 2, [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }]),
      managed("AWSManagedRulesKnownBadInputsRuleSet", 3),
    ],
  },
  { outputs: { arn: aclArn } },
);
const stage = resource(
  "aws:apigateway/stage:Stage",
  "stage",
  { stageName: "prod", restApi: "a" },
  { outputs: { arn: stageArn } },
);
const association = resource("aws:wafv2/webAclAssociation:WebAclAssociation", "association", {
  resourceArn: stageArn,
  webAclArn: aclArn,
});

testRule(apiHasWebAcl, {
  valid: [stage, acl, association],
  refuses: {
    "a stage that no web ACL stands before": [
      chain(without("association"), without("acl")),
      "stage",
      /web ACL is no association, wanted a WebAclAssociation with its ARN/,
    ],
    "a web ACL before another stage": [
      set("association", "resourceArn", "arn:aws:apigateway:eu-central-1::/restapis/b/stages/prod"),
      "stage",
      /wanted a WebAclAssociation with its ARN/,
    ],
    "a web ACL that looks at nothing": [
      set("association", "webAclArn", `${aclArn}0`),
      "acl",
      /wanted a WebAclAssociation with its ARN/,
    ],
  },
});

testRule(apiHasWebAcl, {
  config: { required: false, reason: "There are no strangers to keep out." },
  valid: [stage],
  refuses: {
    "a web ACL that looks at nothing, though none is required": [
      () => [stage, acl],
      "acl",
      /wanted a WebAclAssociation with its ARN/,
    ],
  },
});

const group = "rules.2.statement.managedRuleGroupStatement";
const rate = "rules.0.statement.rateBasedStatement";

testRule(webAclRefusesAttacks, {
  valid: [acl],
  passes: { "fewer requests": set("acl", `${rate}.limit`, 10) },
  refuses: {
    "a web ACL of CloudFront": [set("acl", "scope", "CLOUDFRONT"), /scope is CLOUDFRONT, wanted REGIONAL/],
    "everything refused": [set("acl", "defaultAction", { block: {} }), /defaultAction is .*, wanted allow/],
    "two rules of one priority": [set("acl", "rules.1.priority", 2), /wanted a priority of its own for each rule/],
    "no bound by address": [drop("acl", `${rate}`), /wanted a rate-based rule by address/],
    "a bound that only counts": [set("acl", "rules.0.action", { count: {} }), /rules\.0\.action is .*, wanted block/],
    "a bound that nobody reaches": [set("acl", `${rate}.limit`, 1_000_000), /limit is 1000000, wanted at most 100000/],
    "a bound of all addresses together": [
      set("acl", `${rate}.aggregateKeyType`, "CONSTANT"),
      /aggregateKeyType is CONSTANT, wanted IP/,
    ],
    "a bound within a minute": [set("acl", `${rate}.evaluationWindowSec`, 60), /evaluationWindowSec is 60, wanted 300/],
    "a rule without a name": [drop("acl", "rules.0.name"), /rules\.0\.name is not set, wanted a name/],
    "bodies read by a quarter": [
      drop("acl", "associationConfig"),
      /defaultSizeInspectionLimit is not set, wanted KB_64/,
    ],
    "a bound of some requests": [
      set("acl", `${rate}.scopeDownStatement`, { geoMatchStatement: { countryCodes: ["AT"] } }),
      /scopeDownStatement is a statement, wanted none/,
    ],
    "a group that only counts": [
      set("acl", "rules.2.overrideAction", { count: {} }),
      /rules\.2\.overrideAction is .*, wanted none: the group's own actions/,
    ],
    "a group of somebody else": [set("acl", `${group}.vendorName`, "Fortinet"), /vendorName is Fortinet, wanted AWS/],
    "a group that looks at some requests": [
      set("acl", `${group}.scopeDownStatement`, { geoMatchStatement: { countryCodes: ["AT"] } }),
      /scopeDownStatement is a statement, wanted none/,
    ],
    "a group that was left out": [
      set("acl", "rules.3.statement.managedRuleGroupStatement.name", "AWSManagedRulesLinuxRuleSet"),
      /wanted also AWSManagedRulesKnownBadInputsRuleSet/,
    ],
    "large orders refused": [
      set("acl", `${group}.ruleActionOverrides`, []),
      /wanted SizeRestrictions_BODY to count: it refuses orders/,
    ],
    "another rule that only counts": [
      set("acl", `${group}.ruleActionOverrides.0.name`, "CrossSiteScripting_BODY"),
      /name is CrossSiteScripting_BODY, wanted a rule that may count/,
    ],
    "a rule that asks people for a puzzle": [
      set("acl", `${group}.ruleActionOverrides.0.actionToUse`, { captcha: {} }),
      /actionToUse is .*, wanted count/,
    ],
  },
});

testRule(webAclShowsNoRequests, {
  valid: [acl],
  refuses: {
    "a web ACL without a metric": [
      set("acl", "visibilityConfig.cloudwatchMetricsEnabled", false),
      /cloudwatchMetricsEnabled is false, wanted true/,
    ],
    "samples of requests": [
      set("acl", "rules.1.visibilityConfig.sampledRequestsEnabled", true),
      /rules\.1\.visibilityConfig\.sampledRequestsEnabled is true, wanted false/,
    ],
    "a metric by another name": [
      set("acl", "visibilityConfig.metricName", "other"),
      /metricName is other, wanted the name of the web ACL/,
    ],
    "two rules with one metric": [
      set("acl", "rules.1.visibilityConfig.metricName", "rate"),
      /wanted a metric of its own for each rule/,
    ],
  },
});

const logs = resource(
  "aws:cloudwatch/logGroup:LogGroup",
  "logs",
  { name: "aws-waf-logs-shop" },
  { outputs: { arn: groupArn } },
);
const filter = (...actions: readonly string[]) => ({
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: actions.map((action) => ({ actionCondition: { action } })),
    },
  ],
});
const delivery = {
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: `${groupArn}:*`,
  Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
};
const access = resource("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "access", {
  policyName: "shop-waf",
  policyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [delivery] }),
});
const accessWith = (changes: object) =>
  set("access", "policyDocument", JSON.stringify({ Version: "2012-10-17", Statement: [{ ...delivery, ...changes }] }));
const logging = resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logging", {
  resourceArn: aclArn,
  logDestinationConfigs: [groupArn],
  redactedFields: [{ singleHeader: { name: "authorization" } }],
  loggingFilter: filter("BLOCK", "COUNT", "EXCLUDED_AS_COUNT"),
});

testRule(webAclLogsWithoutTokens, {
  valid: [acl, logs, logging, access],
  refuses: {
    "no log": [without("logging"), "acl", /logging is none, wanted a WebAclLoggingConfiguration/],
    "a log with tokens": [drop("logging", "redactedFields"), "logging", /wanted the header authorization/],
    "a log without cookies, and with tokens": [
      set("logging", "redactedFields.0.singleHeader.name", "cookie"),
      "logging",
      /wanted the header authorization/,
    ],
    "an ARN with an ending": [
      set("logging", "logDestinationConfigs.0", `${groupArn}:*`),
      "logging",
      /wanted one group aws-waf-logs-/,
    ],
    "a group that WAF does not take": [
      set("logs", "name", "/aws/waf/shop"),
      "logging",
      /wanted one group aws-waf-logs-/,
    ],
    "a log of everybody": [drop("logging", "loggingFilter"), "logging", /wanted a filter that keeps BLOCK, COUNT/],
    "a log without what was refused": [
      set("logging", "loggingFilter", filter("COUNT", "EXCLUDED_AS_COUNT")),
      "logging",
      /wanted a filter that keeps BLOCK, COUNT/,
    ],
    "a filter that drops some of it": [
      set("logging", "loggingFilter", {
        ...filter(),
        filters: [
          ...filter("BLOCK", "COUNT", "EXCLUDED_AS_COUNT").filters,
          { ...filter("BLOCK").filters[0], behavior: "DROP" },
        ],
      }),
      "logging",
      /wanted a filter that keeps BLOCK, COUNT/,
    ],
    "a group that nobody may deliver into": [without("access"), "logs", /LogResourcePolicy is none/],
    "a group that others may deliver into": [accessWith({ Condition: undefined }), "logs", /LogResourcePolicy is none/],
    "a group in which no stream begins": [
      accessWith({ Action: "logs:PutLogEvents" }),
      "logs",
      /LogResourcePolicy is none/,
    ],
    "a group that is denied to it again": [
      set(
        "access",
        "policyDocument",
        JSON.stringify({ Version: "2012-10-17", Statement: [delivery, { ...delivery, Effect: "Deny" }] }),
      ),
      "logs",
      /LogResourcePolicy is none/,
    ],
    "a group of another account's logs": [
      accessWith({ Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }),
      "logs",
      /LogResourcePolicy is none/,
    ],
    "rights on another group": [accessWith({ Resource: `${groupArn}-2:*` }), "logs", /LogResourcePolicy is none/],
  },
});
