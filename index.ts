import { bundleFunctions } from "./components/blocks/bundle";
import { DataTrail, dataTrailPublishers } from "./components/blocks/data-trail";
import { EncryptionKey } from "./components/blocks/encryption-key";
import { readConfig } from "./components/config/read";
import { Confirmations, confirmationsOutputs } from "./components/confirmations";
import { confirmationsPublishers } from "./components/confirmations/feeds";
import { Monitoring, monitoringPublishers } from "./components/monitoring";
import { Orders, ordersOutputs } from "./components/orders";
import { Shipments, shipmentsPublishers } from "./components/shipments";
import { createStackContext } from "./components/stack";

// Everything that can be wrong before the first resource is found before the first resource.
const config = readConfig();
const bundles = bundleFunctions();
const context = createStackContext(config);

const key = new EncryptionKey("backoffice-key", {
  stack: context,
  publishers: [
    ...monitoringPublishers(context),
    ...shipmentsPublishers(context),
    ...confirmationsPublishers(context),
    ...(config.cloudTrailDataEvents ? dataTrailPublishers(context) : []),
  ],
});
const watch = new Monitoring("monitoring-pipeline", { stack: context, key });
const foundation = {
  stack: context,
  key,
  alertsTopicArn: watch.alertsTopicArn,
  errorTable: watch.errorTable,
  bundles,
};
const bus = new Shipments("shipments-pipeline", { stack: context, key });
const mails = new Confirmations("confirmations-pipeline", foundation);
const shop = new Orders("orders-pipeline", {
  ...foundation,
  events: { confirmationsTopicArn: mails.topicArn, busName: bus.busName, busArn: bus.busArn },
});
if (config.cloudTrailDataEvents) {
  const tables = [watch.errorTable, mails.deliveries, mails.suppressions, shop.table, shop.audit];
  new DataTrail("monitoring-trail", { stack: context, key, tableArns: tables.map((table) => table.arn) });
}

export const orders = ordersOutputs(shop);
export const confirmations = confirmationsOutputs(mails, config.senderAddress);
export const shipments = { busName: bus.busName, busArn: bus.busArn };
export const monitoring = {
  errorTableName: watch.errorTable.name,
  errorTableArn: watch.errorTable.arn,
  alertsTopicArn: watch.alertsTopicArn,
};
export const stack = {
  environmentSuffix: config.environmentSuffix,
  keyArn: key.arn,
  keyAlias: key.aliasName,
  region: context.region,
  accountId: context.accountId,
};
