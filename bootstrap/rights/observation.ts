import { on, type Rows } from "./row";

/** Logs, alarms and dashboards. */
export const observationRows: Rows = {
  "aws:cloudwatch/logGroup:LogGroup": [
    on("logGroup", "logs", {
      create: ["AssociateKmsKey", "CreateLogGroup", "PutRetentionPolicy", "TagResource"],
      read: ["ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteLogGroup"],
    }),
    on("anything", "logs", { read: ["DescribeLogGroups"] }),
  ],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
    on("logGroup", "logs", {
      create: ["PutMetricFilter"],
      read: ["DescribeMetricFilters"],
      delete: ["DeleteMetricFilter"],
    }),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    on("alarm", "cloudwatch", {
      create: ["PutMetricAlarm", "TagResource"],
      read: ["DescribeAlarms", "ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteAlarms"],
    }),
  ],
  "aws:cloudwatch/dashboard:Dashboard": [
    on("dashboard", "cloudwatch", { create: ["PutDashboard"], read: ["GetDashboard"], delete: ["DeleteDashboards"] }),
  ],
};
