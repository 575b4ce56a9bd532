import * as z from "zod";
import { parseArn } from "../../../aws/arn";
import { isAllowed } from "../../../aws/iam/evaluate";
import { serviceRequest } from "../../../aws/iam/service-request";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import { statementsIn } from "../../iam/document";
import { collect, fitting } from "../../wiring/collect";

export const apiHasWebAcl = stackRule({
  name: "api-has-web-acl",
  concern: "network",
  description: "Every stage of an API stands behind a web ACL of this stack, and every web ACL before a stage.",
  rationale:
    "Throttling at the gateway is for all callers together: one address that floods it takes the calls of the others, and known attacks reach the functions. A web ACL that no stage names looks at nothing. Source: CKV2_AWS_29, Security Hub APIGateway.4.",
  remediation: "Declare a WebAclAssociation with the ARNs of the stage and of the web ACL: setting wafEnabled.",
  controls: ["api.firewall"],
  severity: "medium",
  parameters: {
    required: z.boolean().default(true).describe("Whether stages need one. One that is declared is judged anyway."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    const ends = collect(stack.ofType(awsTypes.wafv2.webAclAssociation), (association) => [
      ...stack.named(association, "resourceArn", awsTypes.apigateway.stage),
      ...stack.named(association, "webAclArn", awsTypes.wafv2.webAcl),
    ]);
    const types = required ? [awsTypes.wafv2.webAcl, awsTypes.apigateway.stage] : [awsTypes.wafv2.webAcl];
    await each(stack.ofType(...types), (resource) => {
      if (fitting(ends, (end) => end === resource).length === 0)
        report(resource, "web ACL", "no association", "a WebAclAssociation with its ARN");
    });
  },
});

export const webAclRefusesAttacks = resourceRule({
  name: "web-acl-refuses-attacks",
  concern: "network",
  description:
    "A web ACL bounds the requests of an address, asks AWS's groups of rules and does as they say, and lets everything else pass, large orders too.",
  rationale:
    "A group that only counts refuses nothing, and a rule that is asked in the wrong order nothing either. AWS's common rules refuse bodies over 8 KB, and an order of 100 items is larger. Source: WAF's guide, AWS Managed Rules rule groups list.",
  remediation:
    "Use scope REGIONAL, defaultAction allow, a rate-based rule by IP that blocks, the groups with overrideAction none, and SizeRestrictions_BODY as the only rule that counts.",
  controls: ["api.firewall"],
  severity: "high",
  types: [awsTypes.wafv2.webAcl],
  parameters: {
    groups: z
      .array(z.string())
      .default([
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
      ])
      .describe("AWS's groups that must be asked."),
    counted: z
      .array(z.string())
      .default(["SizeRestrictions_BODY"])
      .describe("Rules of these groups that must count in place of blocking; all others do what the group says."),
    mostPerAddress: z.number().min(10).default(100_000).describe("Most requests of an address in five minutes."),
  },
  check(webAcl, { report, parameters: { groups, counted, mostPerAddress } }) {
    if (webAcl.text("scope") !== "REGIONAL") report(webAcl, "scope", webAcl.value("scope"), "REGIONAL, for an API");
    if (webAcl.value("defaultAction.allow") === undefined || webAcl.value("defaultAction.block") !== undefined)
      report(webAcl, "defaultAction", webAcl.value("defaultAction"), "allow: what no rule refuses is a customer's");
    const paths = webAcl.list("rules").map((_, index) => `rules.${index}`);
    const priorities = paths.map((at) => webAcl.number(`${at}.priority`));
    if (priorities.includes(undefined) || new Set(priorities).size < priorities.length)
      report(webAcl, "rules", priorities, "a priority of its own for each rule");
    for (const at of paths)
      if (webAcl.text(`${at}.name`) === undefined) report(webAcl, `${at}.name`, undefined, "a name, for its logs");
    const body = "associationConfig.requestBodies.0.apiGateway.defaultSizeInspectionLimit";
    if (webAcl.text(body) !== "KB_64") report(webAcl, body, webAcl.value(body), "KB_64: what is beyond is not read");
    const rates = paths.filter((at) => webAcl.value(`${at}.statement.rateBasedStatement`) !== undefined);
    if (rates.length === 0) report(webAcl, "rules", "no rate", "a rate-based rule by address");
    for (const at of rates) checkRate(webAcl, at, mostPerAddress, report);
    const asked = paths.filter((at) => webAcl.value(`${at}.statement.managedRuleGroupStatement`) !== undefined);
    for (const at of asked) checkGroup(webAcl, at, report);
    const names = asked.map((at) => webAcl.text(`${at}.statement.managedRuleGroupStatement.name`));
    for (const group of groups.filter((name) => !names.includes(name))) report(webAcl, "rules", names, `also ${group}`);
    checkCounted(webAcl, asked, counted, report);
  },
});

function checkRate(webAcl: Resource, at: string, most: number, report: Report): void {
  const rate = `${at}.statement.rateBasedStatement`;
  if (webAcl.value(`${at}.action.block`) === undefined)
    report(webAcl, `${at}.action`, webAcl.value(`${at}.action`), "block");
  const limit = webAcl.number(`${rate}.limit`);
  if (limit === undefined || limit > most) report(webAcl, `${rate}.limit`, limit, `at most ${most}`);
  const key = webAcl.text(`${rate}.aggregateKeyType`);
  if (key !== "IP") report(webAcl, `${rate}.aggregateKeyType`, key, "IP");
  const seconds = webAcl.number(`${rate}.evaluationWindowSec`);
  if (seconds !== 300) report(webAcl, `${rate}.evaluationWindowSec`, seconds, "300, which the limit is meant for");
  if (webAcl.value(`${rate}.scopeDownStatement`) !== undefined)
    report(webAcl, `${rate}.scopeDownStatement`, "a statement", "none: the bound is for all requests");
}

function checkGroup(webAcl: Resource, at: string, report: Report): void {
  if (webAcl.value(`${at}.overrideAction.none`) === undefined)
    report(webAcl, `${at}.overrideAction`, webAcl.value(`${at}.overrideAction`), "none: the group's own actions");
  const group = `${at}.statement.managedRuleGroupStatement`;
  if (webAcl.text(`${group}.vendorName`) !== "AWS")
    report(webAcl, `${group}.vendorName`, webAcl.value(`${group}.vendorName`), "AWS");
  if (webAcl.value(`${group}.scopeDownStatement`) !== undefined)
    report(webAcl, `${group}.scopeDownStatement`, "a statement", "none: it looks at all requests");
}

function checkCounted(webAcl: Resource, asked: readonly string[], counted: readonly string[], report: Report): void {
  const overrides = asked.flatMap((at) => {
    const list = `${at}.statement.managedRuleGroupStatement.ruleActionOverrides`;
    return webAcl.list(list).map((_, index) => `${list}.${index}`);
  });
  const names = overrides.map((at) => webAcl.text(`${at}.name`) ?? "");
  for (const [index, at] of overrides.entries()) {
    const name = names[index] ?? "";
    if (!counted.includes(name)) report(webAcl, `${at}.name`, name, "a rule that may count, or the group's own action");
    if (webAcl.value(`${at}.actionToUse.count`) === undefined)
      report(webAcl, `${at}.actionToUse`, webAcl.value(`${at}.actionToUse`), "count");
  }
  for (const missing of counted.filter((name) => !names.includes(name)))
    report(webAcl, "rules", names, `${missing} to count: it refuses orders`);
}

export const webAclShowsNoRequests = resourceRule({
  name: "web-acl-shows-no-requests",
  concern: "observability",
  description: "A web ACL counts in CloudWatch what it does, under its own name, and keeps no samples of requests.",
  rationale:
    "Without a metric nobody sees whom it refuses. Samples show whole requests, with the tokens of customers, to everybody who may look at the web ACL. Source: WAF's guide, Viewing a sample of web requests.",
  remediation:
    "Set cloudwatchMetricsEnabled true, sampledRequestsEnabled false and a metricName of its own in every visibilityConfig.",
  controls: ["api.firewall", "api.data-trace"],
  severity: "high",
  types: [awsTypes.wafv2.webAcl],
  check(webAcl, { report }) {
    const rules = webAcl.list("rules").map((_, index) => `rules.${index}`);
    const configs = ["visibilityConfig", ...rules.map((at) => `${at}.visibilityConfig`)];
    for (const at of configs) {
      for (const [property, wanted] of [
        ["cloudwatchMetricsEnabled", true],
        ["sampledRequestsEnabled", false],
      ] as const) {
        const found = webAcl.flag(`${at}.${property}`);
        if (found !== wanted) report(webAcl, `${at}.${property}`, found, String(wanted));
      }
    }
    const own = webAcl.text("visibilityConfig.metricName");
    if (own !== webAcl.text("name")) report(webAcl, "visibilityConfig.metricName", own, "the name of the web ACL");
    const metrics = configs.map((at) => webAcl.text(`${at}.metricName`));
    if (metrics.includes(undefined) || new Set(metrics).size < metrics.length)
      report(webAcl, "rules", metrics, "a metric of its own for each rule");
  },
});

export const webAclLogsWithoutTokens = stackRule({
  name: "web-acl-logs-without-tokens",
  concern: "observability",
  description: "A web ACL logs what it refuses into an encrypted group of this stack, without the callers' tokens.",
  rationale:
    "Without a log nobody can say why a customer was refused. It holds the headers of requests, and a token in it is somebody's account; a line for each customer who passes is in the access log. WAF takes groups only whose names begin with aws-waf-logs-, by ARN without an ending. Source: WAF's guide, Logging to CloudWatch Logs.",
  remediation:
    "Declare a WebAclLoggingConfiguration with the ARN of a log group aws-waf-logs-..., redactedFields with the header authorization, a filter that keeps what was blocked or counted, and a LogResourcePolicy of the group for delivery.logs.amazonaws.com.",
  controls: ["api.firewall", "api.access-logs"],
  severity: "high",
  async check(stack, { each, report }) {
    const configurations = stack.ofType(awsTypes.wafv2.webAclLoggingConfiguration);
    const logged = collect(configurations, (item) => stack.named(item, "resourceArn", awsTypes.wafv2.webAcl));
    await each(stack.ofType(awsTypes.wafv2.webAcl), (webAcl) => {
      if (fitting(logged, (one) => one === webAcl).length === 0)
        report(webAcl, "logging", "none", "a WebAclLoggingConfiguration with its ARN");
    });
    await each(configurations, (item) => {
      const headers = item
        .list("redactedFields")
        .map((_, index) => item.text(`redactedFields.${index}.singleHeader.name`));
      if (!headers.includes("authorization")) report(item, "redactedFields", headers, "the header authorization");
      const group = stack
        .named(item, "logDestinationConfigs.0", awsTypes.cloudwatch.logGroup)
        .find((one) => one.text("name")?.startsWith("aws-waf-logs-"));
      if (group === undefined || item.list("logDestinationConfigs").length !== 1)
        report(
          item,
          "logDestinationConfigs",
          item.value("logDestinationConfigs"),
          "one group aws-waf-logs-... of this stack",
        );
      checkFilter(item, report);
      if (
        group !== undefined &&
        !takesDeliveries(stack.ofType(awsTypes.cloudwatch.logResourcePolicy), group.text("arn") ?? "")
      )
        report(
          group,
          "LogResourcePolicy",
          "none",
          "one that lets delivery.logs.amazonaws.com of this account write into it",
        );
    });
  },
});

/** What WAF may do with a request that is worth a line. A rule of a group that only counts is logged under the last. */
const logged = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"] as const;

function checkFilter(item: Resource, report: Report): void {
  const filters = item.list("loggingFilter.filters").map((_, index) => `loggingFilter.filters.${index}`);
  const actions = (at: string) =>
    item.list(`${at}.conditions`).map((_, index) => item.text(`${at}.conditions.${index}.actionCondition.action`));
  const kept = filters
    .filter((at) => item.text(`${at}.behavior`) === "KEEP" && item.text(`${at}.requirement`) === "MEETS_ANY")
    .flatMap(actions);
  const dropped = filters.some((at) => item.text(`${at}.behavior`) !== "KEEP");
  if (dropped || item.text("loggingFilter.defaultBehavior") !== "DROP" || logged.some((one) => !kept.includes(one)))
    report(
      item,
      "loggingFilter",
      item.value("loggingFilter"),
      `a filter that keeps ${logged.join(", ")} and drops the rest`,
    );
}

/** Whether CloudWatch Logs may deliver into a group for other services of this account, which have no right to it, and for no other account. */
function takesDeliveries(policies: readonly Resource[], group: string): boolean {
  const statements = policies.flatMap((policy) => statementsIn(policy, "policyDocument") ?? []);
  const { partition, region, account } = parseArn(group) ?? {};
  const allowsFor = (source: string | undefined) => (action: string) =>
    isAllowed(
      statements,
      serviceRequest({
        service: "delivery.logs.amazonaws.com",
        action,
        resource: `${group}:log-stream:1`,
        sourceArn: `arn:${partition}:logs:${region}:${source}:*`,
      }),
    );
  const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return actions.every(allowsFor(account)) && !actions.some(allowsFor("000000000000"));
}
