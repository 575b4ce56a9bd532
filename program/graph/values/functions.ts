import { awsTypes } from "../../../aws/resource-types";
import type { FakeOutputs, ValueMakers } from "./fake-outputs";

export const functionValues: ValueMakers = {
  [awsTypes.lambda.function]: (of) => {
    const id = of.name();
    const arn = of.arn("lambda", `function:${id}`);
    const version = of.inputs.publish === true ? "1" : "$LATEST";
    return {
      id,
      arn,
      invokeArn: invokeArn(of, arn),
      qualifiedArn: `${arn}:${version}`,
      qualifiedInvokeArn: invokeArn(of, `${arn}:${version}`),
      version,
      lastModified: of.time,
      codeSha256: Buffer.from(of.hex(64), "hex").toString("base64"),
      sourceCodeSize: 100_000,
    };
  },
  [awsTypes.lambda.alias]: (of) => {
    const fn = of.text("functionName");
    const arn = `${fn.startsWith("arn:") ? fn : of.arn("lambda", `function:${fn}`)}:${of.name()}`;
    return { id: arn, arn, invokeArn: invokeArn(of, arn) };
  },
  [awsTypes.codedeploy.application]: (of) => ({
    id: `${of.uuid()}:${of.name()}`,
    applicationId: of.uuid(),
    arn: of.arn("codedeploy", `application:${of.name()}`),
    githubAccountName: "",
    linkedToGithub: false,
  }),
  [awsTypes.codedeploy.deploymentConfig]: (of) => {
    const id = of.name("deploymentConfigName");
    return { id, arn: of.arn("codedeploy", `deploymentconfig:${id}`), deploymentConfigId: of.uuid() };
  },
  [awsTypes.codedeploy.deploymentGroup]: (of) => ({
    id: of.uuid(),
    arn: of.arn("codedeploy", `deploymentgroup:${of.text("appName")}/${of.text("deploymentGroupName")}`),
    computePlatform: "Lambda",
    deploymentGroupId: of.uuid(),
  }),
  [awsTypes.lambda.permission]: (of) => ({ id: of.name("statementId"), statementId: of.name("statementId") }),
  [awsTypes.lambda.functionEventInvokeConfig]: (of) => ({
    id: [of.text("functionName"), of.text("qualifier")].filter((part) => part !== "").join(":"),
  }),
  [awsTypes.lambda.eventSourceMapping]: (of) => ({
    id: of.uuid(),
    arn: of.arn("lambda", `event-source-mapping:${of.uuid()}`),
    functionArn: of.text("functionName"),
    lastModified: of.time,
    lastProcessingResult: "No records processed",
    state: "Enabled",
    stateTransitionReason: "USER_INITIATED",
    uuid: of.uuid(),
  }),
  [awsTypes.iam.role]: (of) => ({
    id: of.name(),
    arn: of.arnInRegion("iam", "", of.target.accountId, `role${of.text("path") || "/"}${of.name()}`),
    createDate: of.time,
    uniqueId: `AROA${of.letters(17, "capital")}`,
  }),
  [awsTypes.iam.openIdConnectProvider]: (of) => {
    const arn = of.arnInRegion(
      "iam",
      "",
      of.target.accountId,
      `oidc-provider/${of.text("url").replace("https://", "")}`,
    );
    return { id: arn, arn };
  },
  [awsTypes.iam.policy]: (of) => {
    const arn = of.arnInRegion("iam", "", of.target.accountId, `policy${of.text("path") || "/"}${of.name()}`);
    return { id: arn, arn, policyId: `ANPA${of.letters(17, "capital")}` };
  },
  [awsTypes.iam.rolePolicy]: (of) => ({ id: `${of.text("role")}:${of.name()}` }),
  [awsTypes.iam.rolePolicyAttachment]: (of) => ({ id: `${of.text("role")}/${of.text("policyArn")}` }),
};

function invokeArn(of: FakeOutputs, functionArn: string): string {
  return of.arnInRegion(
    "apigateway",
    of.target.region,
    "lambda",
    `path/2015-03-31/functions/${functionArn}/invocations`,
  );
}
