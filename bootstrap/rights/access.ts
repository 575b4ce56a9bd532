import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Roles. */
export const accessRows: Rows = {
  [awsTypes.iam.role]: [
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
  [awsTypes.iam.rolePolicy]: [
    on("boundedRole", "iam", { create: ["PutRolePolicy"], delete: ["DeleteRolePolicy"] }),
    on("role", "iam", { read: ["GetRolePolicy"] }),
  ],
  [awsTypes.iam.rolePolicyAttachment]: [
    on("attachment", "iam", { create: ["AttachRolePolicy"], delete: ["DetachRolePolicy"] }),
    on("role", "iam", { read: ["ListAttachedRolePolicies"] }),
  ],
};
