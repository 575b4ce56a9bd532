import { kindOf } from "../kinds";
import { type Generator, type Leaf, label, leaves, pathText, shortType, withValue } from "../mutation";

/** What is there, and what somebody might put there instead. */
type Change = (value: unknown) => unknown;
const to =
  (value: unknown): Change =>
  () =>
    value;
const times =
  (factor: number): Change =>
  (value) =>
    typeof value === "number" ? value * factor : undefined;

/** Values that AWS takes and that are wrong here, by `Type.path`; positions in lists are left out of the path. */
const wrong: Readonly<Record<string, readonly Change[]>> = {
  "Function.tracingConfig.mode": [to("PassThrough")],
  "Function.loggingConfig.logFormat": [to("Text")],
  "Function.runtime": [to("nodejs18.x"), to("nodejs16.x"), to("python3.7")],
  "Function.timeout": [to(900), to(31)],
  "Function.memorySize": [to(10_241), to(127)],
  "Function.reservedConcurrentExecutions": [to(0), to(1)],
  "FunctionEventInvokeConfig.qualifier": [to("$LATEST"), to("old")],
  "FunctionEventInvokeConfig.maximumRetryAttempts": [to(0)],
  "FunctionEventInvokeConfig.maximumEventAgeInSeconds": [to(60)],
  "Alias.functionVersion": [to("$LATEST")],
  "Application.computePlatform": [to("Server"), to("ECS")],
  "DeploymentGroup.alarmConfiguration.alarms": [to("no-such-alarm"), to("orders-api-5xx-alarm-prod")],
  "DeploymentGroup.autoRollbackConfiguration.events": [to("DEPLOYMENT_READY")],
  "DeploymentGroup.deploymentConfigName": [to("CodeDeployDefault.OneAtATime"), to("canary")],
  "DeploymentGroup.deploymentGroupName": [to("orders-creates-prod"), to("monitoring-simulator-prod")],
  "DeploymentGroup.deploymentStyle.deploymentType": [to("IN_PLACE")],
  "DeploymentGroup.deploymentStyle.deploymentOption": [to("WITHOUT_TRAFFIC_CONTROL")],
  "DeploymentGroup.triggerConfigurations.triggerEvents": [to("DeploymentSuccess")],
  "Permission.action": [to("lambda:*"), to("lambda:InvokeFunctionUrl")],
  "Permission.principal": [to("*"), to("s3.amazonaws.com"), to("123456789012")],
  "Permission.qualifier": [to("$LATEST"), to("old")],
  "Permission.sourceAccount": [to("999999999999")],
  "Permission.sourceArn": [(value) => String(value).replace(/\/[^/]*\/.*$/, "/*/*/*"), to("*")],
  "Queue.visibilityTimeoutSeconds": [to(30), to(0)],
  "Queue.messageRetentionSeconds": [to(345_600), to(60)],
  "Queue.redrivePolicy.maxReceiveCount": [to(1), to(4), to("12")],
  "Queue.kmsMasterKeyId": [to("alias/aws/sqs")],
  "RedriveAllowPolicy.redriveAllowPolicy.redrivePermission": [to("allowAll"), to("denyAll")],
  "Topic.kmsMasterKeyId": [to("alias/aws/sns")],
  "TopicSubscription.protocol": [to("http"), to("https")],
  "EventSourceMapping.functionResponseTypes": [to("")],
  "EventSourceMapping.maximumRetryAttempts": [to(0), to(10_000)],
  "EventSourceMapping.maximumRecordAgeInSeconds": [to(-1), to(604_800)],
  "EventSourceMapping.scalingConfig.maximumConcurrency": [to(1_000)],
  "EventSourceMapping.startingPosition": [to("LATEST")],
  "EventSourceMapping.filterCriteria.filters.pattern.eventName": [to("REMOVE")],
  "EventTarget.retryPolicy.maximumRetryAttempts": [to(0)],
  "EventTarget.retryPolicy.maximumEventAgeInSeconds": [to(60)],
  "EventTarget.eventBusName": [to("default")],
  "EventRule.eventBusName": [to("default")],
  "EventRule.eventPattern.source.prefix": [to("")],
  "EventArchive.retentionDays": [to(0), to(1)],
  "Table.billingMode": [to("PROVISIONED")],
  "Table.streamViewType": [to("KEYS_ONLY"), to("NEW_IMAGE")],
  "AnomalyMonitor.monitorType": [to("CUSTOM")],
  "AnomalyMonitor.monitorDimension": [to("LINKED_ACCOUNT")],
  "AnomalySubscription.frequency": [to("DAILY"), to("WEEKLY")],
  "AnomalySubscription.subscribers.type": [to("EMAIL")],
  "AnomalySubscription.thresholdExpression.dimension.values": [to("0"), to("1000000")],
  "AnomalySubscription.thresholdExpression.dimension.key": [to("ANOMALY_TOTAL_IMPACT_PERCENTAGE")],
  "Budget.budgetType": [to("USAGE"), to("RI_UTILIZATION")],
  "Budget.timeUnit": [to("ANNUALLY"), to("DAILY")],
  "Budget.limitAmount": [to("0"), to("unlimited")],
  "Budget.limitUnit": [to("GB"), to("EUR")],
  "Budget.costFilters.name": [to("TagKey"), to("Service")],
  "Budget.costFilters.values": [to("Environment$prod"), to("user:Environment$dev"), to("user:environment$prod")],
  "Budget.notifications.notificationType": [to("FORECAST")],
  "Budget.notifications.comparisonOperator": [to("LESS_THAN"), to("EQUAL_TO")],
  "Budget.notifications.threshold": [times(10), to(0)],
  "Budget.notifications.thresholdType": [to("ABSOLUTE_VALUE")],
  "Key.deletionWindowInDays": [to(7)],
  "LogGroup.retentionInDays": [to(0), to(1), to(30)],
  "LogMetricFilter.pattern": [to(""), to('{ $.message = "something else" }')],
  "LogMetricFilter.metricTransformation.namespace": [to("Backofice")],
  "LogMetricFilter.metricTransformation.name": [to("ErrorLogFalback")],
  "MetricAlarm.threshold": [times(10), times(1_000)],
  "MetricAlarm.evaluationPeriods": [to(24)],
  "MetricAlarm.period": [to(86_400), to(7)],
  "MetricAlarm.statistic": [to("Minimum"), to("SampleCount")],
  "MetricAlarm.extendedStatistic": [to("p1"), to("p999")],
  "MetricAlarm.evaluateLowSampleCountPercentiles": [to("ignore")],
  "MetricAlarm.comparisonOperator": [to("LessThanThreshold"), to("LessThanOrEqualToThreshold")],
  "MetricAlarm.metricName": [(value) => `${value}x`],
  "MetricAlarm.namespace": [(value) => `${value}x`],
  "MetricAlarm.treatMissingData": [to("sometimes")],
  "MetricAlarm.alarmDescription": [to("Something is wrong")],
  "MetricAlarm.metricQueries.expression": [
    (value) => `${value} + nothing`,
    to("100 * errors / invocations"),
    to("SEARCH('x', 'Sum')"),
  ],
  "MetricAlarm.metricQueries.metric.metricName": [(value) => `${value}x`],
  "MetricAlarm.metricQueries.metric.namespace": [(value) => `${value}x`],
  "MetricAlarm.metricQueries.metric.stat": [to("Minimum"), to("SampleCount")],
  "MetricAlarm.metricQueries.metric.period": [to(86_400)],
  "MetricAlarm.metricQueries.id": [(value) => `${value}2`],
  "MethodSettings.settings.loggingLevel": [to("OFF"), to("INFO")],
  "MethodSettings.settings.throttlingRateLimit": [to(-1), to(1_000_000)],
  "MethodSettings.settings.throttlingBurstLimit": [to(-1), to(1_000_000)],
  "MethodSettings.methodPath": [to("orders/GET")],
  "Stage.accessLogSettings.format.requestId": [to("none")],
  "Stage.accessLogSettings.format.status": [to("$context.stat")],
  "Stage.stageName": [to("other")],
  "ConfigurationSet.deliveryOptions.tlsPolicy": [to("OPTIONAL")],
  "ConfigurationSetEventDestination.eventDestination.matchingEventTypes": [to("OPEN")],
  "EmailIdentity.dkimSigningAttributes.nextSigningKeyLength": [to("RSA_1024_BIT")],
  "BucketOwnershipControls.rule.objectOwnership": [to("ObjectWriter")],
  "BucketVersioning.versioningConfiguration.status": [to("Suspended")],
  "BucketServerSideEncryptionConfiguration.rules.applyServerSideEncryptionByDefault.sseAlgorithm": [to("AES256")],
  "BucketLifecycleConfiguration.rules.status": [to("Disabled")],
  "RolePolicyAttachment.policyArn": [
    to("arn:aws:iam::aws:policy/AdministratorAccess"),
    to("arn:aws:iam::aws:policy/PowerUserAccess"),
  ],
  "Deployment.triggers.redeploy": [to("always")],
};

/** Paths that no resource of the program has: an entry that says nothing must go. */
export function staleValues(found: ReadonlySet<string>): readonly string[] {
  return Object.keys(wrong).filter((path) => !found.has(path));
}

/** Every path of `wrong` form that the program's resources have. */
export function pathsOf(resources: Parameters<Generator>[0]): ReadonlySet<string> {
  return new Set(resources.flatMap((resource) => places(resource).map(({ general }) => general)));
}

/** Each value of which people get it wrong is wrong in each of these ways. */
export const values: Generator = (resources) =>
  resources.flatMap((resource) =>
    places(resource).flatMap(({ leaf, general }) =>
      (wrong[general] ?? []).flatMap((change) => {
        const next = change(leaf.value);
        if (next === undefined || next === leaf.value) return [];
        return [
          {
            id: `${label(resource)}: ${pathText(leaf.path)} is ${JSON.stringify(next)}`,
            kind: kindOf(shortType(resource), String(leaf.path[0])),
            group: `${general} ${wrong[general]?.indexOf(change)}`,
            apply: (all: typeof resources) => withValue(all, resource, leaf.path, next),
          },
        ];
      }),
    ),
  );

function places(
  resource: Parameters<Generator>[0][number],
): readonly { readonly leaf: Leaf; readonly general: string }[] {
  const type = shortType(resource);
  return leaves(resource.inputs).map((leaf) => ({ leaf, general: `${type}.${pathText(leaf.path, true)}` }));
}
