import { Backup } from "./components/blocks/backup";
import { bundleFunctions } from "./components/blocks/bundle";
import { DataTrail, dataTrailPublishers } from "./components/blocks/data-trail";
import { EncryptionKey } from "./components/blocks/encryption-key";
import { Rollout } from "./components/blocks/rollout";
import { readConfig } from "./components/config/read";
import { Confirmations, confirmationsOutputs, confirmationsSummary } from "./components/confirmations";
import { confirmationsPublishers } from "./components/confirmations/messaging";
import { shipmentsPublishers } from "./components/events/bus";
import { Monitoring, monitoringDashboards, monitoringPublishers } from "./components/monitoring";
import { SHARED } from "./components/naming";
import { Network } from "./components/network";
import { Notifications, notificationsOutputs, notificationsSummary } from "./components/notifications";
import { notificationsPublishers } from "./components/notifications/messaging";
import { Orders, ordersOutputs, ordersSummary } from "./components/orders";
import { Shipments, shipmentsOutputs, shipmentsSummary } from "./components/shipments";
import { createStackContext } from "./components/stack";

// Everything that can be wrong before the first resource is found before the first resource.
const config = readConfig();
const bundles = bundleFunctions();
const context = createStackContext(config);

const key = new EncryptionKey(`${SHARED}-key`, {
  stack: context,
  publishers: [
    ...monitoringPublishers(context),
    ...shipmentsPublishers(context),
    ...confirmationsPublishers(context),
    ...notificationsPublishers(context),
    ...(config.cloudTrailDataEvents ? dataTrailPublishers(context) : []),
  ],
});
const network = config.network && new Network(`${SHARED}-network`, { stack: context, key, settings: config.network });
const inNetwork = { ...(network && { network }) };
const monitoringPipeline = new Monitoring("monitoring-pipeline", { stack: context, key, bundles, ...inNetwork });
const alarmArgs = { stack: context, key, alertsTopicArn: monitoringPipeline.alertsTopicArn };
const rollout = config.rollout && new Rollout(`${SHARED}-rollout`, { ...alarmArgs, settings: config.rollout });
const sharedArgs = {
  ...alarmArgs,
  errorTable: monitoringPipeline.errorTable,
  bundles,
  watcher: monitoringPipeline,
  ...(rollout && { rollout }),
  ...inNetwork,
};
const confirmationsPipeline = new Confirmations("confirmations-pipeline", sharedArgs);
const notificationsPipeline = new Notifications("notifications-pipeline", {
  ...sharedArgs,
  identityArn: confirmationsPipeline.email.identityArn,
});
const shipmentsPipeline = new Shipments("shipments-pipeline", {
  ...sharedArgs,
  notificationsTopicArn: notificationsPipeline.topicArn,
});
const ordersPipeline = new Orders("orders-pipeline", {
  ...sharedArgs,
  events: {
    confirmationsTopicArn: confirmationsPipeline.topicArn,
    busName: shipmentsPipeline.busName,
    busArn: shipmentsPipeline.busArn,
  },
});
const tableArns = [
  monitoringPipeline.errorTable,
  confirmationsPipeline.deliveries,
  confirmationsPipeline.suppressions,
  notificationsPipeline.table,
  shipmentsPipeline.table,
  ordersPipeline.table,
  ordersPipeline.audit,
].map((table) => table.arn);
if (config.cloudTrailDataEvents) new DataTrail("monitoring-trail", { stack: context, key, tableArns });
const backup = config.backupEnabled ? new Backup("monitoring-backup", { ...alarmArgs, tableArns }) : undefined;
const dashboards = monitoringDashboards(context, { monitoring: monitoringPipeline, backup }, [
  ordersSummary(context, ordersPipeline),
  confirmationsSummary(context, confirmationsPipeline),
  shipmentsSummary(context, shipmentsPipeline),
  notificationsSummary(context, notificationsPipeline),
]);
// After every function, for their grants decide about endpoints.
network?.declareEndpoints();

export const orders = ordersOutputs(ordersPipeline);
export const confirmations = confirmationsOutputs(confirmationsPipeline, config.senderAddress);
export const shipments = shipmentsOutputs(shipmentsPipeline);
export const notifications = notificationsOutputs(notificationsPipeline);
export const monitoring = {
  errorTableName: monitoringPipeline.errorTable.name,
  errorTableArn: monitoringPipeline.errorTable.arn,
  alertsTopicArn: monitoringPipeline.alertsTopicArn,
  alertEmail: monitoringPipeline.alerts.people.email,
  alertEmailStatus: monitoringPipeline.alerts.people.status,
  dashboardUrl: dashboards.functions.url,
  overviewDashboardUrl: dashboards.overview.url,
  ...(backup !== undefined && { backupVaultName: backup.vaultName }),
  ...(monitoringPipeline.budget !== undefined && { monthlyBudget: monitoringPipeline.budget.description }),
  ...(monitoringPipeline.simulator !== undefined && {
    simulatorFunctionName: monitoringPipeline.simulator.functionName,
  }),
};
export const stack = {
  environmentSuffix: config.environmentSuffix,
  keyArn: key.arn,
  keyAlias: key.aliasName,
  region: context.region,
  accountId: context.accountId,
  indexShards: config.indexShards,
  ...(rollout && { rolloutApplicationName: rollout.applicationName }),
  ...(network && { vpcId: network.vpcId }),
};
