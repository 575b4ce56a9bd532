import type { Statement } from "../../../aws/iam/document";
import { covers, coversName } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { answers, serviceNeeds } from "../../iam/key-needs";
import { usageOf } from "../../iam/named-resources";
import type { Need } from "../../iam/needs";
import { allows, roleStatements } from "../../iam/roles";
import { indexes } from "../../metrics/alarm";
import { aliasOf, rollbackAlarmsOf } from "../../wiring/rollout";

export const rolloutRoleDoesItsWork = stackRule({
  name: "rollout-role-does-its-work",
  concern: "least-privilege",
  description:
    "CodeDeploy's role may move the aliases of its groups, ask for their alarms and tell people, and nothing else.",
  rationale:
    "What is missing shows when a version is to be taken back and is not. What is more moves aliases that no roll-out is about. Source: AWSCodeDeployRoleForLambdaLimited, which names no function.",
  remediation:
    "Grant lambda:GetAlias, UpdateAlias and GetProvisionedConcurrencyConfig on the functions, cloudwatch:DescribeAlarms on the alarms, sns:Publish on the topic with its key.",
  controls: ["rollout.rights", "least.missing-grants", "least.unused-grants"],
  severity: "high",
  async check(stack, { each, report }) {
    const needs = new Map<Resource, Need[]>();
    await each(stack.ofType(awsTypes.codedeploy.deploymentGroup), (group) => {
      const [role] = stack.named(group, "serviceRoleArn", awsTypes.iam.role);
      if (role === undefined) return; // another rule wants one
      const own = needsOf(stack, group);
      needs.set(role, [...(needs.get(role) ?? []), ...own]);
      const statements = roleStatements(stack, role).map(({ statement }) => statement);
      for (const { needs: actions, arns, because } of own) {
        const missing = actions.filter((action) => !arns.some((arn) => allows(statements, action, arn)));
        if (missing.length > 0)
          report(group, "serviceRoleArn", `no such right on ${arns[0]}`, `${missing.join(" and ")} for ${because}`);
      }
      for (const need of own.flatMap((one) => serviceNeeds(stack, one))) {
        if (allows(statements, need.action, need.keyArn, (statement) => answers(statement, need))) continue;
        const wanted = `${need.action} with StringEquals on ${need.conditionKey} of ${need.value}, for ${need.because}`;
        report(group, "serviceRoleArn", `no such right to ${need.keyArn}`, wanted);
      }
    });
    await each(needs.keys(), (role) => {
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const found of unused(stack, statement, needs.get(role) ?? []))
          report(bearer, statement.path, found, "a right that a roll-out has use for");
      }
    });
  },
});

/** What CodeDeploy does in the role's name for one group. @throws {UnknownValue} */
function needsOf(stack: Stack, group: Resource): readonly Need[] {
  const alias = aliasOf(stack, group);
  const [lambda] = alias === undefined ? [] : stack.named(alias, "functionName", awsTypes.lambda.function);
  const functionArn = lambda?.text("arn");
  const need = (because: string, arn: string, ...needs: string[]): Need => ({
    because,
    resource: undefined,
    arns: [arn],
    needs,
    enough: "all",
    may: needs,
    keyActions: [],
  });
  return [
    ...(functionArn === undefined
      ? []
      : [
          need("deploymentGroupName", functionArn, "lambda:GetAlias", "lambda:UpdateAlias"),
          need(
            "deploymentGroupName",
            `${functionArn}:${alias?.text("name")}`,
            "lambda:GetProvisionedConcurrencyConfig",
          ),
        ]),
    ...rollbackAlarmsOf(stack, group).flatMap(({ path, alarm }) => {
      const arn = alarm?.text("arn");
      return arn === undefined ? [] : [need(path, arn, "cloudwatch:DescribeAlarms")];
    }),
    ...indexes(group, "triggerConfigurations").flatMap((index) => {
      const because = `triggerConfigurations.${index}.triggerTargetArn`;
      return stack.named(group, because, awsTypes.sns.topic).flatMap((topic) => {
        const arn = topic.text("arn");
        const keyActions = usageOf(topic).keyActions ?? [];
        return arn === undefined ? [] : [{ ...need(because, arn, "sns:Publish"), resource: topic, keyActions }];
      });
    }),
  ];
}

/** Actions and resources of a statement that serve no need. */
function unused(stack: Stack, statement: Statement, needs: readonly Need[]): readonly string[] {
  const keyNeeds = needs.flatMap((need) => serviceNeeds(stack, need));
  const uses = [
    ...needs.flatMap(({ may, arns }) => may.flatMap((action) => arns.map((arn) => ({ action, arn })))),
    ...keyNeeds.map(({ action, keyArn }) => ({ action, arn: keyArn })),
  ];
  const idleActions = statement.actions.filter((name) => !uses.some(({ action }) => coversName(name, action)));
  const idleResources = statement.resources.filter(
    (resource) =>
      !uses.some(
        ({ action, arn }) => statement.actions.some((name) => coversName(name, action)) && covers(resource, arn),
      ),
  );
  const idleServices = statement.conditions
    .filter(({ key }) => /^kms:ViaService$/i.test(key))
    .flatMap(({ values }) => values.filter((value) => !keyNeeds.some((need) => need.value === value)));
  return [...idleActions, ...idleResources, ...idleServices];
}
