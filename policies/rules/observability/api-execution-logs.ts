import { stackRule } from "../../engine/define";
import { UnknownValue } from "../../engine/unknown";

export const apiExecutionLogs = stackRule({
  name: "api-execution-logs",
  concern: "observability",
  description:
    "Every stage logs its errors and writes metrics for all methods, into an execution log that the stack declares and makes first.",
  rationale:
    "Why the gateway itself refused a request stands only in the execution log. API Gateway makes that group itself, unencrypted and without expiry, unless it is there. Source: API Gateway's guide on CloudWatch logs.",
  remediation:
    "Declare MethodSettings for */* with loggingLevel ERROR and metricsEnabled, and the group API-Gateway-Execution-Logs_{api id}/{stage} that the stage depends on.",
  controls: ["api.execution-logs", "observability.log-groups"],
  severity: "medium",
  async check(stack, { each, report }) {
    const settings = stack.ofType("aws:apigateway/methodSettings:MethodSettings");
    const apiType = "aws:apigateway/restApi:RestApi";
    await each(stack.ofType("aws:apigateway/stage:Stage"), (stage) => {
      const [api] = stack.named(stage, "restApi", apiType);
      const name = stage.text("stageName");
      const here = settings.filter(
        (item) =>
          item.text("stageName") === name && stack.named(item, "restApi", apiType).some((other) => other === api),
      );
      if (!here.some((item) => item.text("methodPath") === "*/*"))
        report(stage, "stageName", name, "MethodSettings for */* of this stage");
      const id = api?.text("id");
      if (id === undefined) throw new UnknownValue("the API's id");
      const groupName = `API-Gateway-Execution-Logs_${id}/${name}`;
      const [group] = stack.holding(groupName, "aws:cloudwatch/logGroup:LogGroup");
      if (group?.text("name") !== groupName || !stack.dependsOn(stage, group))
        report(stage, "dependsOn", group?.name, `the log group '${groupName}', declared`);
    });
    await each(settings, (item) => {
      const level = item.text("settings.loggingLevel");
      if (level !== "ERROR" && level !== "INFO") report(item, "settings.loggingLevel", level, "ERROR or INFO");
      const metrics = item.flag("settings.metricsEnabled");
      if (metrics !== true) report(item, "settings.metricsEnabled", metrics, "true");
    });
    await each(stack.ofType("aws:apigateway/account:Account"), (account) => {
      const property = "cloudwatchRoleArn";
      if (stack.named(account, property, "aws:iam/role:Role").length === 0)
        report(account, property, account.text(property), "the role by which API Gateway writes logs");
    });
  },
});
