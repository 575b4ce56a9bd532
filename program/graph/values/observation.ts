import type { ValueMakers } from "./fake-outputs";

export const observationValues: ValueMakers = {
  "aws:cloudwatch/logGroup:LogGroup": (of) => ({ id: of.name(), arn: of.arn("logs", `log-group:${of.name()}`) }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (of) => ({ id: of.name() }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (of) => ({
    id: of.name(),
    arn: of.arn("cloudwatch", `alarm:${of.name()}`),
  }),
  "aws:cloudwatch/dashboard:Dashboard": (of) => {
    const id = of.name("dashboardName");
    return { id, dashboardArn: of.arnInRegion("cloudwatch", "", of.place.accountId, `dashboard/${id}`) };
  },
};
