import { bundleFunctions } from "./components/blocks/bundle";
import { DataTrail, dataTrailPublishers } from "./components/blocks/data-trail";
import { EncryptionKey } from "./components/blocks/encryption-key";
import { readConfig } from "./components/config/read";
import { Confirmations, confirmationsOutputs, confirmationsSummary } from "./components/confirmations";
import { confirmationsPublishers } from "./components/confirmations/feeds";
import { shipmentsPublishers } from "./components/events/bus";
import { Monitoring, monitoringDashboards, monitoringPublishers } from "./components/monitoring";
import { SHARED } from "./components/naming";
import { Notifications, notificationsOutputs, notificationsSummary } from "./components/notifications";
import { notificationsPublishers } from "./components/notifications/feed";
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
const watch = new Monitoring("monitoring-pipeline", { stack: context, key, bundles });
const foundation = {
  stack: context,
  key,
  alertsTopicArn: watch.alertsTopicArn,
  errorTable: watch.errorTable,
  bundles,
  watcher: watch,
};
const mails = new Confirmations("confirmations-pipeline", foundation);
const notices = new Notifications("notifications-pipeline", {
  ...foundation,
  identityArn: mails.mail.identityArn,
});
const bus = new Shipments("shipments-pipeline", { ...foundation, notificationsTopicArn: notices.topicArn });
const shop = new Orders("orders-pipeline", {
  ...foundation,
  events: { confirmationsTopicArn: mails.topicArn, busName: bus.busName, busArn: bus.busArn },
});
if (config.cloudTrailDataEvents) {
  const tables = [
    watch.errorTable,
    mails.deliveries,
    mails.suppressions,
    notices.table,
    bus.table,
    shop.table,
    shop.audit,
  ];
  new DataTrail("monitoring-trail", { stack: context, key, tableArns: tables.map((table) => table.arn) });
}
const dashboards = monitoringDashboards(context, watch, [
  ordersSummary(context, shop),
  confirmationsSummary(context, mails),
  shipmentsSummary(context, bus),
  notificationsSummary(context, notices),
]);

export const orders = ordersOutputs(shop);
export const confirmations = confirmationsOutputs(mails, config.senderAddress);
export const shipments = shipmentsOutputs(bus);
export const notifications = notificationsOutputs(notices);
export const monitoring = {
  errorTableName: watch.errorTable.name,
  errorTableArn: watch.errorTable.arn,
  alertsTopicArn: watch.alertsTopicArn,
  alertEmail: watch.alerts.people.email,
  alertEmailStatus: watch.alerts.people.status,
  dashboardUrl: dashboards.functions.url,
  overviewDashboardUrl: dashboards.overview.url,
  ...(watch.simulator !== undefined && { simulatorFunctionName: watch.simulator.functionName }),
};
export const stack = {
  environmentSuffix: config.environmentSuffix,
  keyArn: key.arn,
  keyAlias: key.aliasName,
  region: context.region,
  accountId: context.accountId,
};
