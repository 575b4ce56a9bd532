import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** What shifts calls to a new version, and what `npm run ops -- rollout` does with it after a deployment. */
export const rolloutRows: Rows = {
  [awsTypes.codedeploy.application]: [
    on("rolloutApplication", "codedeploy", {
      create: ["CreateApplication", "TagResource"],
      read: ["GetApplication", "ListTagsForResource"],
      update: ["UpdateApplication", "UntagResource"],
      delete: ["DeleteApplication"],
    }),
  ],
  [awsTypes.codedeploy.deploymentConfig]: [
    on("rolloutConfig", "codedeploy", {
      create: ["CreateDeploymentConfig"],
      read: ["GetDeploymentConfig"],
      delete: ["DeleteDeploymentConfig"],
    }),
  ],
  [awsTypes.codedeploy.deploymentGroup]: [
    on("rolloutGroup", "codedeploy", {
      create: ["CreateDeploymentGroup", "TagResource"],
      read: ["GetDeployment", "GetDeploymentGroup", "ListDeployments", "ListTagsForResource"],
      // A deployment is asked for by its group, the application's revision and the configuration.
      update: ["CreateDeployment", "UntagResource", "UpdateDeploymentGroup"],
      delete: ["DeleteDeploymentGroup"],
    }),
    on("rolloutApplication", "codedeploy", {
      read: ["ListDeploymentGroups"],
      update: ["GetApplicationRevision", "RegisterApplicationRevision"],
    }),
    on("anyRolloutConfig", "codedeploy", { update: ["GetDeploymentConfig"] }),
    on("function", "lambda", { update: ["ListAliases"] }),
    on("anything", "codedeploy", { update: ["StopDeployment"] }),
    // Whether anybody called a function meanwhile.
    on("anything", "cloudwatch", { read: ["GetMetricStatistics"] }),
    on("passedRole", "iam", { create: ["PassRole"] }),
  ],
};
