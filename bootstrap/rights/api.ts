import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** The API in front of the functions. */
export const apiRows: Rows = {
  [awsTypes.apigateway.account]: [
    on("apiAccount", "apigateway", { create: ["PATCH"], read: ["GET"] }),
    on("passedRole", "iam", { create: ["PassRole"] }),
  ],
  // API Gateway's actions are HTTP methods on its own API; everything in a REST API is below one ARN.
  [awsTypes.apigateway.restApi]: [
    on("newApi", "apigateway", { create: ["POST"] }),
    on("api", "apigateway", { create: ["PUT"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("newApiTags", "apigateway", { create: ["PUT"] }),
    on("apiTags", "apigateway", { update: ["DELETE", "PUT"] }),
    on("anyApiTags", "apigateway", { read: ["GET"] }),
    on("linkedRole", "iam", { create: ["CreateServiceLinkedRole"] }),
  ],
  [awsTypes.apigateway.deployment]: [
    on("api", "apigateway", { create: ["POST"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
  ],
  [awsTypes.apigateway.stage]: [
    on("api", "apigateway", { create: ["POST"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("newStageTags", "apigateway", { create: ["PUT"] }),
    on("apiTags", "apigateway", { update: ["DELETE", "PUT"] }),
    on("anyApiTags", "apigateway", { read: ["GET"] }),
  ],
  [awsTypes.apigateway.methodSettings]: [on("api", "apigateway", { create: ["PATCH"], read: ["GET"] })],
};
