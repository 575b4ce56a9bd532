import { awsTypes } from "../../../aws/resource-types";
import type { ValueMakers } from "./fake-outputs";

export const observationValues: ValueMakers = {
  [awsTypes.cloudwatch.logGroup]: (of) => ({ id: of.name(), arn: of.arn("logs", `log-group:${of.name()}`) }),
  [awsTypes.cloudwatch.logMetricFilter]: (of) => ({ id: of.name() }),
  [awsTypes.cloudwatch.metricAlarm]: (of) => ({
    id: of.name(),
    arn: of.arn("cloudwatch", `alarm:${of.name()}`),
  }),
  [awsTypes.budgets.budget]: (of) => ({
    id: `${of.target.accountId}:${of.name()}`,
    arn: of.arnInRegion("budgets", "", of.target.accountId, `budget/${of.name()}`),
    accountId: of.target.accountId,
  }),
  [awsTypes.cloudwatch.dashboard]: (of) => {
    const id = of.name("dashboardName");
    return { id, dashboardArn: of.arnInRegion("cloudwatch", "", of.target.accountId, `dashboard/${id}`) };
  },
};
