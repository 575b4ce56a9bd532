import { rolloutRoleDoesItsWork } from "../../../../policies/rules/codedeploy/rights";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, type Fields, grant, policy } from "../../../support/policies/shops/granted-parts";
import { alarmArn, functionArn, rights, rolledOut as valid } from "../../../support/policies/shops/rolled-out";

const group = "sender-rollout";
const [aliases, concurrency, alarms, publish, decrypt, dataKey] = rights;
const withRights = (...statements: readonly Fields[]) => set("rollout-policy", "policy", policy(...statements));

testRule(rolloutRoleDoesItsWork, {
  valid,
  refuses: {
    "no right to move the alias": [
      withRights(grant("lambda:GetAlias", functionArn), ...[concurrency, alarms, publish, decrypt, dataKey]),
      group,
      /no such right on .*function:sender-prod, wanted lambda:UpdateAlias for deploymentGroupName/,
    ],
    "a right to move another alias only": [
      withRights(
        grant(["lambda:GetAlias", "lambda:UpdateAlias"], arn("lambda", "function:other-prod")),
        ...[concurrency, alarms, publish, decrypt, dataKey],
      ),
      group,
      /wanted lambda:GetAlias and lambda:UpdateAlias/,
    ],
    "no right to ask for provisioned concurrency": [
      withRights(aliases, alarms, publish, decrypt, dataKey),
      group,
      /function:sender-prod:live, wanted lambda:GetProvisionedConcurrencyConfig/,
    ],
    "no right to ask for the alarm": [
      withRights(aliases, concurrency, publish, decrypt, dataKey),
      group,
      /alarm:sender-rollout-alarm-prod, wanted cloudwatch:DescribeAlarms for alarmConfiguration.alarms.0/,
    ],
    "no right to tell people": [
      withRights(aliases, concurrency, alarms, decrypt, dataKey),
      group,
      /wanted sns:Publish for triggerConfigurations.0.triggerTargetArn/,
    ],
    "no right to the topic's key": [
      withRights(aliases, concurrency, alarms, publish, decrypt),
      group,
      /no such right to .*key\/1111, wanted kms:GenerateDataKey with StringEquals on kms:ViaService of sns.eu-central-1/,
    ],
    "a right to move an alias that no roll-out is about": [
      withRights(
        grant(["lambda:GetAlias", "lambda:UpdateAlias"], [functionArn, arn("lambda", "function:other-prod")]),
        ...[concurrency, alarms, publish, decrypt, dataKey],
      ),
      "rollout-policy",
      /Statement\[0\] is .*function:other-prod, wanted a right that a roll-out has use for/,
    ],
    "a right to change code": [
      withRights(
        grant(["lambda:GetAlias", "lambda:UpdateAlias", "lambda:UpdateFunctionCode"], functionArn),
        ...[concurrency, alarms, publish, decrypt, dataKey],
      ),
      "rollout-policy",
      /Statement\[0\] is lambda:UpdateFunctionCode, wanted a right that a roll-out has use for/,
    ],
    "a right to silence the alarm": [
      withRights(
        ...[aliases, concurrency],
        grant(["cloudwatch:DescribeAlarms", "cloudwatch:SetAlarmState"], alarmArn),
        ...[publish, decrypt, dataKey],
      ),
      "rollout-policy",
      /cloudwatch:SetAlarmState, wanted a right that a roll-out has use for/,
    ],
    "the key through a service that is not used": [
      withRights(aliases, concurrency, alarms, publish, dataKey, {
        ...decrypt,
        Condition: {
          StringEquals: { "kms:ViaService": ["sns.eu-central-1.amazonaws.com", "sqs.eu-central-1.amazonaws.com"] },
        },
      }),
      "rollout-policy",
      /sqs.eu-central-1.amazonaws.com, wanted a right that a roll-out has use for/,
    ],
  },
});
