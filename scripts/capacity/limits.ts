// All limits of a stack at a number of orders a second, the one that breaks first at the top.
import { mostEventsPerCall } from "../../functions/shared/put-events";
import { sumOf, type Work } from "./demand";
import { concurrencySteps, mappingSteps } from "./functions";
import { byQuota, bySetting, type CapacityStep, type Shop } from "./step";
import { tableSteps } from "./tables";

const secondsPerDay = 86_400;

/** Every limit, the one with the highest use first. */
export function stepsOf(shop: Shop): readonly CapacityStep[] {
  return [
    ...apiSteps(shop),
    ...concurrencySteps(shop),
    ...mappingSteps(shop),
    ...tableSteps(shop),
    ...messageSteps(shop),
    ...emailSteps(shop),
    byQuota(shop, "keyRequests", {
      resource: "the stack's key",
      demand: of(shop, "keyRequest"),
      remedy: "ask for more; topics and queues reuse a data key for minutes, so that their rate hardly matters",
    }),
    byQuota(shop, "traces", {
      resource: "traces",
      demand: of(shop, "trace"),
      remedy: "ask for more: X-Ray's default rule records one request of each second and 5 % of the rest",
    }),
  ].toSorted((a, b) => b.use - a.use);
}

function apiSteps(shop: Shop): CapacityStep[] {
  const demand = of(shop, "restRequest");
  const { throttlingRateLimit } = shop.graph.requestLimits().settings;
  return [
    bySetting("apiRateLimit", {
      resource: "orders-api, requests",
      demand,
      limit: throttlingRateLimit,
      unit: "a second",
      remedy: "set apiRateLimit higher, and apiBurstLimit with it; refused clients get 429 and may try again",
    }),
    byQuota(shop, "apiRequests", {
      resource: "all APIs of the account, requests",
      demand,
      remedy: "ask for a higher throttle rate; it is shared by every API of the account in this region",
    }),
  ];
}

function messageSteps(shop: Shop): CapacityStep[] {
  const events = of(shop, "busEvent");
  const published = sumOf(shop.work, ({ unit, pipeline }) => unit === "busEvent" && pipeline === "orders");
  const topics = [
    ...new Set(shop.work.flatMap(({ unit, resource }) => (unit === "topicEmail" ? [resource ?? ""] : []))),
  ];
  return [
    byQuota(shop, "publish", {
      resource: "topics, messages",
      demand: of(shop, "topicPublish"),
      remedy: "ask for more; the stream keeps what is not published, and its iterator age alarm rings",
    }),
    ...topics.map((topic) =>
      byQuota(shop, "topicEmails", {
        resource: `${topic}, emails to people`,
        demand: sumOf(shop.work, ({ unit, resource }) => unit === "topicEmail" && resource === topic),
        remedy:
          "beyond it SNS switches the subscription off: let people read a chat room (webhookUrl), and keep email for few",
      }),
    ),
    byQuota(shop, "putEvents", {
      resource: "shop event bus, PutEvents",
      demand: published / mostEventsPerCall + (events - published),
      remedy: "ask for more; carriers may send up to ten events with a request",
    }),
    byQuota(shop, "ruleInvocations", {
      resource: "shop event bus, events to targets",
      demand: events - published,
      remedy: "ask for more; EventBridge delays what is beyond it, and loses nothing",
    }),
    byQuota(shop, "inFlight", {
      resource: "queues, messages in flight",
      demand: inFlight(shop.work),
      remedy: "ask AWS's support for more; a message that waits for its next try is in flight, too",
    }),
  ];
}

/** Messages that are with a function at the same time, when none fails. */
function inFlight(work: readonly Work[]): number {
  const received = work.filter(({ unit, resource }) => unit === "queueRequest" && resource !== undefined);
  const slowest = Math.max(0, ...work.map(({ milliseconds }) => milliseconds ?? 0));
  return (sumOf(received, () => true) * slowest) / 1000;
}

function emailSteps(shop: Shop): CapacityStep[] {
  const demand = of(shop, "email");
  const remedy =
    "ask for production access, then for a higher rate; the queue waits for it, and its age alarm rings; name what the account has by --quota";
  return [
    byQuota(shop, "emailRate", { resource: "SES, emails a second", demand, remedy }),
    byQuota(shop, "emailsPerDay", { resource: "SES, emails a day", demand: demand * secondsPerDay, remedy }),
  ];
}

function of(shop: Shop, wanted: Work["unit"]): number {
  return sumOf(shop.work, ({ unit }) => unit === wanted);
}
