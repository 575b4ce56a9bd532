import type { Control } from "./catalog";

/** What a serverless engineer would want and none of the standard rule sets has: mostly what only the whole stack can show. */
export const additional = {
  "async.failure-paths": {
    description:
      "every asynchronous invoker has a failure path on the right qualifier, which the role may send to and whose key allows it",
    ids: [],
  },
  "async.delivery-failures": {
    description: "every subscription and target has a dead-letter queue whose policy lets in exactly that producer",
    ids: [],
  },
  "async.queue-arithmetic": {
    description:
      "visibility timeout at least six function timeouts and the batching window, at least five receives, reserved above maximum concurrency",
    ids: [],
  },
  "async.partial-batches": { description: "partial batch responses on every mapping", ids: [] },
  "async.stream-bounds": {
    description: "stream mappings with bounded retries and age, bisect and a failure destination",
    ids: [],
  },
  "async.dead-letter-queues": {
    description: "dead-letter queues with long retention, same type, redrive-allow list and depth alarm",
    ids: [],
  },
  "async.producers": { description: "a queue policy with exactly the producer that feeds it", ids: [] },
  "async.cycles": { description: "no cycle from a function through a queue or topic back to itself", ids: [] },
  "async.api-timeout": { description: "timeout of at most 29 seconds behind a REST API", ids: [] },
  "async.alias": { description: "every invoker calls the alias, which points to a published version", ids: [] },
  "async.ordering": {
    description: "functions, mappings and event destinations wait for the policies that they need",
    ids: [],
  },
  "network.endpoints": {
    description: "endpoints for exactly the services that functions inside may call, closed and within reach",
    ids: [],
  },
  "least.one-role": { description: "one role per function, no unused roles", ids: [] },
  "least.known-actions": { description: "actions that exist and fit their resources", ids: [] },
  "least.resource-level": {
    description: "Resource * only where an action has no resource level, with a condition where there is one",
    ids: [],
  },
  "least.unused-grants": { description: "no grant that nobody uses", ids: [] },
  "least.missing-grants": { description: "no grant missing from what environment and wiring name", ids: [] },
  "least.cross-pipeline": { description: "no grant across pipelines that is not written down", ids: [] },
  "least.logging": { description: "logging limited to the function's own group", ids: [] },
  "least.mail": { description: "sending limited to identity, configuration set and sender address", ids: [] },
  "key.publishers": {
    description: "services that publish to encrypted topics and queues stand in the key policy, with source conditions",
    ids: [],
  },
  "key.administration": {
    description: "the key's own account keeps it, and no role that does not exist yet is named",
    ids: [],
  },
  "observability.function-alarms": { description: "errors, throttles and duration alarms per function", ids: [] },
  "observability.queue-alarms": { description: "age and depth alarms per queue", ids: [] },
  "observability.api-alarms": { description: "client errors, server errors and latency alarms per API", ids: [] },
  "observability.table-alarms": { description: "throttle alarms per table, which can end", ids: [] },
  "observability.dimensions": { description: "alarm and widget dimensions that match a real resource", ids: [] },
  "observability.alarm-form": {
    description: "metric math that CloudWatch takes, explicit treatment of missing data, a runbook",
    ids: [],
  },
  "observability.alert-topic": {
    description: "an alarm topic with a subscriber that CloudWatch may publish to",
    ids: [],
  },
  "observability.dashboards": { description: "valid dashboards, with a region on every metric widget", ids: [] },
  "observability.log-groups": { description: "a log group per function, declared, made first, in JSON", ids: [] },
  "observability.mail-feedback": { description: "bounces, complaints and rejections come back", ids: [] },
  "rollout.alarms": {
    description: "roll-outs are watched by alarms on the alias that they move, every minute",
    ids: [],
  },
  "rollout.alias": { description: "an alias that is rolled out is moved by nothing else", ids: [] },
  "rollout.back": {
    description: "a roll-out is taken back by failure, alarm and request, and people hear of it",
    ids: [],
  },
  "rollout.rights": { description: "who shifts calls may do that for its own functions, and nothing else", ids: [] },
  "rollout.shift": { description: "calls are shifted for Lambda, in steps that end", ids: [] },
  "protection.stateful": { description: "stateful resources protected in production", ids: [] },
  "protection.ignored-changes": { description: "ignoreChanges hides no security property", ids: [] },
  "protection.replacement": { description: "a replacement deletes nothing that cannot be made again", ids: [] },
  "protection.recovery": { description: "backup covers every table", ids: [] },
  "protection.table-keys": { description: "tables declare exactly their key attributes", ids: [] },
  "tags.values": {
    description: "the tags of the house, with the stack's values, on everything that takes tags",
    ids: [],
  },
  "names.pattern": { description: "physical names {pipeline}-{resource}-{environment}, within AWS's limits", ids: [] },
  "cost.budget": { description: "budget with actual and forecast notices", ids: [] },
  "cost.anomalies": { description: "unusual costs are notified at once", ids: [] },
  "cost.logs": { description: "nothing is kept for ever by accident", ids: [] },
  "review.types": { description: "no resource type that nobody has looked at", ids: [] },
} as const satisfies Readonly<Record<string, Control>>;
