/**
 * Properties that may be any value, or be missing, and the program is as safe and as well watched as before. Everything else that a
 * resource of the program has is mutated, so that a new property or type is covered on the day on which it appears.
 */
const irrelevant: Readonly<Record<string, string>> = {
  "*.description": "For people.",
  "*.displayName": "For people.",
  "Alias.name": "What points to it is what counts; a name that nobody uses dangles and is caught there.",
  "EventTarget.targetId": "Any text that is unique within the rule.",
  "Permission.statementId": "Any text; Lambda makes one up.",
  "Queue.kmsDataKeyReusePeriodSeconds": "A matter of cost: any value that SQS takes is as safe.",
  "Queue.receiveWaitTimeSeconds": "A matter of cost for consumers that poll by themselves.",
  "EventSourceMapping.batchSize":
    "Within AWS's limits every size works, because failures are reported message by message.",
  "EventSourceMapping.maximumBatchingWindowInSeconds":
    "AWS's default is none at all; a longer one is judged with the visibility timeout.",
  "Function.architectures": "A matter of cost.",
  "Function.code": "What runs is judged by tests, not by a policy.",
  "Function.handler": "A wrong one fails in the local run and in every test that calls the function.",
  "MetricAlarm.name": "Nothing names an alarm but the dashboards, and there a name that does not exist is caught.",
  "LogMetricFilter.name": "Nothing refers to it.",
  "RolePolicy.name": "Nothing refers to it.",
  "Dashboard.dashboardName": "Nothing refers to it.",
  "RestApi.endpointConfiguration": "An edge-optimized API is as safe; it is only slower to deploy.",
  "Trail.includeGlobalServiceEvents":
    "The trail is for the tables: events of global services are the account's own matter.",
};

/** Why a property does not matter; undefined when it does. */
export function whyIrrelevant(type: string, property: string): string | undefined {
  return irrelevant[`${type}.${property}`] ?? irrelevant[`*.${property}`];
}

/** Keys that no resource of the program has: an entry that says nothing must go. */
export function staleEntries(known: ReadonlySet<string>): readonly string[] {
  return Object.keys(irrelevant).filter((key) =>
    key.startsWith("*.") ? ![...known].some((entry) => entry.endsWith(key.slice(1))) : !known.has(key),
  );
}
