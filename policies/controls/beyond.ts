import type { Control } from "./catalog";

/** What a serverless engineer would want and none of the known rule sets has: mostly what only the whole stack can show. */
export const beyond = {
  "async.failure-paths": {
    asks: "every asynchronous invoker has a failure path on the right qualifier, which the role may send to and whose key allows it",
    ids: [],
  },
  "async.delivery-failures": {
    asks: "every subscription and target has a dead-letter queue whose policy lets in exactly that producer",
    ids: [],
  },
  "async.queue-arithmetic": {
    asks: "visibility timeout at least six function timeouts and the batching window, at least five receives, reserved above maximum concurrency",
    ids: [],
  },
  "async.partial-batches": { asks: "partial batch responses on every mapping", ids: [] },
  "async.stream-bounds": {
    asks: "stream mappings with bounded retries and age, bisect and a failure destination",
    ids: [],
  },
  "async.dead-letter-queues": {
    asks: "dead-letter queues with long retention, same type, redrive-allow list and depth alarm",
    ids: [],
  },
  "async.producers": { asks: "a queue policy with exactly the producer that feeds it", ids: [] },
  "async.cycles": { asks: "no cycle from a function through a queue or topic back to itself", ids: [] },
  "async.api-timeout": { asks: "timeout of at most 29 seconds behind a REST API", ids: [] },
  "async.alias": { asks: "every invoker calls the alias, which points to a published version", ids: [] },
  "async.ordering": {
    asks: "functions, mappings and event destinations wait for the policies that they need",
    ids: [],
  },
  "least.one-role": { asks: "one role per function, no unused roles", ids: [] },
  "least.known-actions": { asks: "actions that exist and fit their resources", ids: [] },
  "least.resource-level": {
    asks: "Resource * only where an action has no resource level, with a condition where there is one",
    ids: [],
  },
  "least.unused-grants": { asks: "no grant that nobody uses", ids: [] },
  "least.missing-grants": { asks: "no grant missing from what environment and wiring name", ids: [] },
  "least.cross-pipeline": { asks: "no grant across pipelines that is not written down", ids: [] },
  "least.logging": { asks: "logging limited to the function's own group", ids: [] },
  "least.mail": { asks: "sending limited to identity, configuration set and sender address", ids: [] },
  "key.publishers": {
    asks: "services that publish to encrypted topics and queues stand in the key policy, with source conditions",
    ids: [],
  },
  "key.administration": {
    asks: "the key's own account keeps it, and no role that does not exist yet is named",
    ids: [],
  },
  "observability.function-alarms": { asks: "errors, throttles and duration alarms per function", ids: [] },
  "observability.queue-alarms": { asks: "age and depth alarms per queue", ids: [] },
  "observability.api-alarms": { asks: "client errors, server errors and latency alarms per API", ids: [] },
  "observability.table-alarms": { asks: "throttle alarms per table, which can end", ids: [] },
  "observability.dimensions": { asks: "alarm and widget dimensions that match a real resource", ids: [] },
  "observability.alarm-form": {
    asks: "metric math that CloudWatch takes, explicit treatment of missing data, a runbook",
    ids: [],
  },
  "observability.alert-topic": { asks: "an alarm topic with a subscriber that CloudWatch may publish to", ids: [] },
  "observability.dashboards": { asks: "valid dashboards, with a region on every metric widget", ids: [] },
  "observability.log-groups": { asks: "a log group per function, declared, made first, in JSON", ids: [] },
  "observability.mail-feedback": { asks: "bounces, complaints and rejections come back", ids: [] },
  "protection.stateful": { asks: "stateful resources protected in production", ids: [] },
  "protection.ignored-changes": { asks: "ignoreChanges hides no security property", ids: [] },
  "protection.replacement": { asks: "a replacement deletes nothing that cannot be made again", ids: [] },
  "protection.recovery": { asks: "backup covers every table", ids: [] },
  "protection.table-keys": { asks: "tables declare exactly their key attributes", ids: [] },
  "tags.values": { asks: "the tags of the house, with the stack's values, on everything that takes tags", ids: [] },
  "names.pattern": { asks: "physical names {pipeline}-{resource}-{environment}, within AWS's limits", ids: [] },
  "cost.budget": { asks: "budget with actual and forecast notices", ids: [] },
  "cost.logs": { asks: "nothing is kept for ever by accident", ids: [] },
  "review.types": { asks: "no resource type that nobody has looked at", ids: [] },
} as const satisfies Readonly<Record<string, Control>>;
