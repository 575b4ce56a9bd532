import { awsTypes } from "../../../aws/resource-types";
import type { FakeOutputs, ValueMakers } from "./fake-outputs";

export const observationValues: ValueMakers = {
  [awsTypes.cloudwatch.logGroup]: (of) => ({ id: of.name(), arn: of.arn("logs", `log-group:${of.name()}`) }),
  [awsTypes.cloudwatch.logMetricFilter]: (of) => ({ id: of.name() }),
  [awsTypes.cloudwatch.logResourcePolicy]: (of) => ({ id: of.name("policyName"), revisionId: "" }),
  [awsTypes.cloudwatch.metricAlarm]: (of) => ({
    id: of.name(),
    arn: of.arn("cloudwatch", `alarm:${of.name()}`),
  }),
  [awsTypes.budgets.budget]: (of) => ({
    id: `${of.target.accountId}:${of.name()}`,
    arn: of.arnInRegion("budgets", "", of.target.accountId, `budget/${of.name()}`),
    accountId: of.target.accountId,
  }),
  [awsTypes.costexplorer.anomalyMonitor]: (of) => costAnomalies(of, "anomalymonitor"),
  [awsTypes.costexplorer.anomalySubscription]: (of) => costAnomalies(of, "anomalysubscription"),
  [awsTypes.cloudwatch.dashboard]: (of) => {
    const id = of.name("dashboardName");
    return { id, dashboardArn: of.arnInRegion("cloudwatch", "", of.target.accountId, `dashboard/${id}`) };
  },
};

function costAnomalies(of: FakeOutputs, kind: string) {
  const arn = of.arnInRegion("ce", "", of.target.accountId, `${kind}/${of.uuid()}`);
  return { id: arn, arn };
}
