import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Logs, alarms and dashboards. */
export const observationRows: Rows = {
  [awsTypes.cloudwatch.logGroup]: [
    on("logGroup", "logs", {
      create: ["AssociateKmsKey", "CreateLogGroup", "PutRetentionPolicy", "TagResource"],
      read: ["ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteLogGroup"],
    }),
    on("anything", "logs", { read: ["DescribeLogGroups"] }),
  ],
  [awsTypes.cloudwatch.logMetricFilter]: [
    on("logGroup", "logs", {
      create: ["PutMetricFilter"],
      read: ["DescribeMetricFilters"],
      delete: ["DeleteMetricFilter"],
    }),
  ],
  [awsTypes.cloudwatch.metricAlarm]: [
    on("alarm", "cloudwatch", {
      create: ["PutMetricAlarm", "TagResource"],
      read: ["DescribeAlarms", "ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteAlarms"],
    }),
  ],
  [awsTypes.cloudwatch.dashboard]: [
    on("dashboard", "cloudwatch", { create: ["PutDashboard"], read: ["GetDashboard"], delete: ["DeleteDashboards"] }),
  ],
};
