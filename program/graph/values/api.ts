import { awsTypes } from "../../../aws/resource-types";
import type { ValueMakers } from "./fake-outputs";

export const apiValues: ValueMakers = {
  [awsTypes.apigateway.restApi]: (of) => ({
    id: of.letters(10),
    arn: of.arnInRegion("apigateway", of.target.region, "", `/restapis/${of.letters(10)}`),
    createdDate: of.time,
    executionArn: of.arn("execute-api", of.letters(10)),
    rootResourceId: of.hex(10),
  }),
  [awsTypes.apigateway.deployment]: (of) => ({ id: of.letters(6), createdDate: of.time }),
  [awsTypes.apigateway.stage]: (of) => {
    const api = of.text("restApi");
    const stage = of.text("stageName");
    return {
      id: `ags-${api}-${stage}`,
      arn: of.arnInRegion("apigateway", of.target.region, "", `/restapis/${api}/stages/${stage}`),
      executionArn: of.arn("execute-api", `${api}/${stage}`),
      invokeUrl: `https://${api}.${of.host("execute-api")}/${stage}`,
      webAclArn: "",
    };
  },
  [awsTypes.apigateway.methodSettings]: (of) => ({
    id: `${of.text("restApi")}-${of.text("stageName")}-${of.text("methodPath")}`,
  }),
  [awsTypes.apigateway.account]: () => ({
    id: "api-gateway-account",
    apiKeyVersion: "4",
    features: ["UsagePlans"],
    throttleSettings: [{ burstLimit: 5000, rateLimit: 10_000 }],
  }),
};
