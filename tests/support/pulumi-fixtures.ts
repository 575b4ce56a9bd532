import { functionAlarms } from "../../components/blocks/alarms/function";
import type { Bundles } from "../../components/blocks/bundle";
import { EncryptionKey } from "../../components/blocks/encryption-key";
import { type FunctionSharedArgs, LambdaFunction, type LambdaFunctionArgs } from "../../components/blocks/function";
import type { SharedArgs } from "../../components/blocks/shared-args";
import { Table } from "../../components/blocks/table";
import { parseConfig } from "../../components/config/parse";
import type { Config } from "../../components/config/schema";
import { functionEntries } from "../../components/functions";
import { createStackContext } from "../../components/stack";
import { target } from "./pulumi";
import { arn } from "./pulumi-states";

/** The least that a stack must set. */
export const minimalConfig = {
  environmentSuffix: "test",
  alertEmail: "alerts@example.com",
  notificationEmail: "notifications@example.com",
  senderAddress: "orders@example.com",
  shopName: "Test Shop",
  authIssuer: "https://login.example.com/",
  authAudience: "backoffice-api",
} as const satisfies Partial<Record<keyof Config, string>>;

/** A valid stack with some settings changed; `undefined` takes one away. */
export function configWith(changes: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const all = Object.entries({ ...minimalConfig, ...changes });
  return Object.fromEntries(all.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** What blocks stand on. Call it inside `record`. */
export function sharedArgs(changes: Readonly<Record<string, string>> = {}): SharedArgs {
  const stack = createStackContext(parseConfig(configWith(changes), "test"));
  const key = new EncryptionKey("backoffice-key", { stack, publishers: [] });
  return { stack, key, alertsTopicArn };
}

/** What functions stand on. Call it inside `record`. */
export function functionSharedArgs(changes: Readonly<Record<string, string>> = {}): FunctionSharedArgs {
  const base = sharedArgs(changes);
  const errorTable = new Table("monitoring-errors", { ...base, hashKey: { name: "errorId", type: "S" } });
  return { ...base, errorTable, bundles: fakeBundles, watcher: watcherOn(base) };
}

/** Watches functions as the program does. */
function watcherOn(base: SharedArgs): FunctionSharedArgs["watcher"] {
  return {
    watch: ({ logicalName, target, resource }, thresholds = {}) =>
      functionAlarms(logicalName, base, target, thresholds, resource),
  };
}

/** A function with nothing special about it. Call it inside `record`. */
export function anyFunction(base: FunctionSharedArgs, changes: Partial<LambdaFunctionArgs> = {}): LambdaFunction {
  return new LambdaFunction("orders-create", {
    ...base,
    entry: "orders/create",
    description: "Places an order",
    environment: {},
    grants: [],
    ...changes,
  });
}

/** Bundles of nothing, for blocks that do not care. */
export const fakeBundles = Object.fromEntries(
  functionEntries.map((entry) => [entry, { text: `// ${entry}`, inputs: {} }]),
) as Bundles;

export const alertsTopicArn = arn("sns", "monitoring-alerts-test", target);

export const keyArn = arn("kms", "key/11112222-3333-4444-5555-666677778888", target);

/** The tags of everything in the fixtures' stack. */
export const tags = {
  Environment: "test",
  Application: "backoffice",
  ManagedBy: "pulumi",
  "iac-rlhf-amazon": "true",
};
