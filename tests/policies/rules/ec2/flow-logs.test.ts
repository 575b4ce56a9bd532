import { flowLogArrives } from "../../../../policies/rules/ec2/flow-logs";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import {
  arn,
  type Fields,
  grant,
  policy,
  role,
  rolePolicy,
  types,
} from "../../../support/policies/shops/granted-parts";

const group = arn("logs", "log-group:flows");
const looks = grant("logs:DescribeLogGroups", "*");
const writes = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
const withRights = (...statements: readonly Fields[]) => set("flows-policy", "policy", policy(...statements));

testRule(flowLogArrives, {
  valid: [
    resource(types.logGroup, "flows", { name: "flows" }, { outputs: { arn: group } }),
    role("flows-role"),
    rolePolicy("flows-policy", "flows-role", grant(writes, [group, `${group}:*`]), looks),
    resource("aws:ec2/flowLog:FlowLog", "log", {
      logDestinationType: "cloud-watch-logs",
      logDestination: group,
      iamRoleArn: role("flows-role").state.arn,
    }),
  ],
  refuses: {
    "a role that may not write": [
      withRights(grant(writes.slice(0, 2), [group, `${group}:*`]), looks),
      "log",
      /a role without logs:PutLogEvents/,
    ],
    "a role that may write into the group, but not into its streams": [
      withRights(grant(writes, group), looks),
      "log",
      /a role without logs:CreateLogStream, logs:PutLogEvents/,
    ],
    "a role that does not find the group": [
      withRights(grant(writes, [group, `${group}:*`])),
      "log",
      /a role without logs:DescribeLogGroups/,
    ],
    "a role that deletes logs": [
      withRights(grant([...writes, "logs:DeleteLogGroup"], [group, `${group}:*`]), looks),
      "flows-policy",
      /Action is logs:DeleteLogGroup/,
    ],
    "a role that writes elsewhere": [
      withRights(grant(writes, [group, `${group}:*`, arn("logs", "log-group:other:*")]), looks),
      "flows-policy",
      /Resource is .*log-group:other/,
    ],
    "a group that the API's access log is in as well": [
      (resources) => [
        ...resources,
        resource("aws:apigateway/stage:Stage", "stage", { accessLogSettings: { destinationArn: group } }),
      ],
      "stage",
      /destinationArn is .*flows, wanted a group of its own: 'log' writes there/,
    ],
    "a log in a bucket": [set("log", "logDestinationType", "s3"), /logDestinationType is s3/],
  },
});
