import type { Rule } from "../../engine/rule";
import { alarmExpressionHolds } from "./alarm-expression-holds";
import { alarmHasActions } from "./alarm-has-actions";
import { alarmMissingDataDecided } from "./alarm-missing-data-decided";
import { alarmNamesRunbook } from "./alarm-names-runbook";
import { alarmPercentileOnFewSamples } from "./alarm-percentile-on-few-samples";
import { alarmPeriodsInBounds } from "./alarm-periods-in-bounds";
import { alarmReachesPeople } from "./alarm-reaches-people";
import { alarmRisesWithTheMetric } from "./alarm-rises-with-the-metric";
import { alarmWellFormed } from "./alarm-well-formed";
import { alarmWithinLimits } from "./alarm-within-limits";
import { apiAccessLogs } from "./api-access-logs";
import { apiAccountWritesLogs } from "./api-account-writes-logs";
import { apiCacheEncrypted } from "./api-cache-encrypted";
import { apiDataTraceOff } from "./api-data-trace-off";
import { apiExecutionLogs } from "./api-execution-logs";
import { apiHasAlarms } from "./api-has-alarms";
import { apiStageHoldsNoSecrets } from "./api-stage-holds-no-secrets";
import { apiTraced } from "./api-traced";
import { businessMetricHasAlarm } from "./business-metric-has-alarm";
import { customMetricOnDashboard } from "./custom-metric-on-dashboard";
import { dashboardPerPipeline } from "./dashboard-per-pipeline";
import { dashboardShowsAlarms } from "./dashboard-shows-alarms";
import { dashboardShowsThisStack } from "./dashboard-shows-this-stack";
import { dashboardWellFormed } from "./dashboard-well-formed";
import { functionHasAlarms } from "./function-has-alarms";
import { functionLogCountsLostEntries } from "./function-log-counts-lost-entries";
import { functionLogsToOwnGroup } from "./function-logs-to-own-group";
import { functionOnDashboard } from "./function-on-dashboard";
import { functionTraced } from "./function-traced";
import { identityMailsAreWatched } from "./identity-mails-are-watched";
import { logGroupRetention } from "./log-group-retention";
import { lostDeliveriesHaveAlarms } from "./lost-deliveries-have-alarms";
import { mailFeedbackComesBack } from "./mail-feedback-comes-back";
import { mailReputationHasAlarms } from "./mail-reputation-has-alarms";
import { mailReputationKept } from "./mail-reputation-kept";
import { metricFilterFeedsAlarm } from "./metric-filter-feeds-alarm";
import { metricsArePublished } from "./metrics-are-published";
import { metricsNameRealResources } from "./metrics-name-real-resources";
import { queueHasAlarms } from "./queue-has-alarms";
import { ruleHasAlarm } from "./rule-has-alarm";
import { streamReaderHasAlarm } from "./stream-reader-has-alarm";
import { tableHasAlarms } from "./table-has-alarms";

/** All rules of this concern. */
export const observabilityRules: readonly Rule[] = [
  identityMailsAreWatched,
  apiAccountWritesLogs,
  functionHasAlarms,
  queueHasAlarms,
  apiHasAlarms,
  tableHasAlarms,
  streamReaderHasAlarm,
  ruleHasAlarm,
  lostDeliveriesHaveAlarms,
  businessMetricHasAlarm,
  mailReputationHasAlarms,
  alarmWellFormed,
  alarmPeriodsInBounds,
  alarmMissingDataDecided,
  alarmPercentileOnFewSamples,
  alarmRisesWithTheMetric,
  alarmExpressionHolds,
  alarmWithinLimits,
  alarmNamesRunbook,
  alarmHasActions,
  alarmReachesPeople,
  metricsArePublished,
  metricsNameRealResources,
  logGroupRetention,
  functionLogsToOwnGroup,
  functionLogCountsLostEntries,
  metricFilterFeedsAlarm,
  functionTraced,
  apiAccessLogs,
  apiExecutionLogs,
  apiDataTraceOff,
  apiTraced,
  apiStageHoldsNoSecrets,
  apiCacheEncrypted,
  mailFeedbackComesBack,
  mailReputationKept,
  dashboardWellFormed,
  dashboardShowsAlarms,
  dashboardShowsThisStack,
  dashboardPerPipeline,
  functionOnDashboard,
  customMetricOnDashboard,
];
