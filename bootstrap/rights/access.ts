import { on, type Rows } from "./row";

/** Roles, and the API in front of the functions. */
export const accessRows: Rows = {
  "aws:iam/role:Role": [
    on("boundedRole", "iam", {
      create: ["CreateRole"],
      update: ["PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"],
    }),
    on("role", "iam", {
      create: ["TagRole"],
      // The provider reads the policies inside a role with it.
      read: ["GetRole", "GetRolePolicy", "ListAttachedRolePolicies", "ListRolePolicies", "ListRoleTags"],
      update: ["UntagRole", "UpdateRole", "UpdateRoleDescription"],
      delete: ["DeleteRole", "ListInstanceProfilesForRole"],
    }),
  ],
  "aws:iam/rolePolicy:RolePolicy": [
    on("boundedRole", "iam", { create: ["PutRolePolicy"], delete: ["DeleteRolePolicy"] }),
    on("role", "iam", { read: ["GetRolePolicy"] }),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
    on("attachment", "iam", { create: ["AttachRolePolicy"], delete: ["DetachRolePolicy"] }),
    on("role", "iam", { read: ["ListAttachedRolePolicies"] }),
  ],
  "aws:apigateway/account:Account": [
    on("apiAccount", "apigateway", { create: ["PATCH"], read: ["GET"] }),
    on("passedRole", "iam", { create: ["PassRole"] }),
  ],
  // API Gateway's actions are the methods of its own API; what is in an API is one resource.
  "aws:apigateway/restApi:RestApi": [
    on("newApi", "apigateway", { create: ["POST"] }),
    on("api", "apigateway", { create: ["PUT"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("newApiTags", "apigateway", { create: ["PUT"] }),
    on("apiTags", "apigateway", { update: ["DELETE", "PUT"] }),
    on("anyApiTags", "apigateway", { read: ["GET"] }),
    on("apiGatewayLinkedRole", "iam", { create: ["CreateServiceLinkedRole"] }),
  ],
  "aws:apigateway/deployment:Deployment": [
    on("api", "apigateway", { create: ["POST"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
  ],
  "aws:apigateway/stage:Stage": [
    on("api", "apigateway", { create: ["POST"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("newStageTags", "apigateway", { create: ["PUT"] }),
    on("apiTags", "apigateway", { update: ["DELETE", "PUT"] }),
    on("anyApiTags", "apigateway", { read: ["GET"] }),
  ],
  "aws:apigateway/methodSettings:MethodSettings": [on("api", "apigateway", { create: ["PATCH"], read: ["GET"] })],
};
