import { kindOf } from "../kinds";
import { type Generator, label, shortType, withValue } from "../mutation";

const carriers = [{ prefix: "carrier." }];
const news = ["ShipmentStatusChanged"];

/** Patterns of a rule for carriers' news that look right and let nothing through, wholly or in a part: none leaves a trace on AWS. */
export const idlePatterns: Readonly<Record<string, unknown>> = {
  "details for detail": { source: carriers, "detail-type": news, details: { status: ["DELIVERED"] } },
  "a letter of the kind left out": { source: carriers, "detail-type": ["ShipmentStatusChangd"] },
  "detailType for detail-type": { source: carriers, detailType: news },
  "detail_type beside detail-type": { source: carriers, "detail-type": news, detail_type: news },
  "the status at the top": { source: carriers, "detail-type": news, status: ["DELIVERED"] },
  "a status in small letters": { source: carriers, "detail-type": news, detail: { status: ["delivered"] } },
  "the kind in other case": { source: carriers, "detail-type": ["shipmentStatusChanged"] },
  "the kind in words": { source: carriers, "detail-type": ["Shipment Status Changed"] },
  "the kind with a blank": { source: carriers, "detail-type": ["ShipmentStatusChanged "] },
  "the kind of orders": { source: carriers, "detail-type": ["OrderStatusChanged"] },
  "a misspelt kind beside the right one": { source: carriers, "detail-type": [...news, "ShipmentStatusChangd"] },
  "a kind that nobody sends beside the right one": { source: carriers, "detail-type": [...news, "ShipmentCreated"] },
  "the source without its dot": { source: ["carrier"], "detail-type": news },
  "the prefix as it is": { source: ["carrier."], "detail-type": news },
  "the prefix in capitals": { source: [{ prefix: "Carrier." }], "detail-type": news },
  "the plural of the prefix": { source: [{ prefix: "carriers." }], "detail-type": news },
  "a suffix for the prefix": { source: [{ suffix: "carrier." }], "detail-type": news },
  "a misspelt source beside the right one": { source: [...carriers, "carier.ups"], "detail-type": news },
  "the shop's own source": { source: ["backoffice.orders"], "detail-type": news },
  "the shop's old source": { source: ["backoffice.shipments"], "detail-type": news },
  "a wildcard that fits nothing": { source: [{ wildcard: "*.carrier" }], "detail-type": news },
  "a wildcard for the kind that fits nothing": { source: carriers, "detail-type": [{ wildcard: "Shipment*Change" }] },
  "a kind by prefix that fits nothing": { source: carriers, "detail-type": [{ prefix: "Shipments" }] },
  "a kind by suffix that fits nothing": { source: carriers, "detail-type": [{ suffix: "changed" }] },
  "the event's name of another service": { source: carriers, "detail-type": ["AWS API Call via CloudTrail"] },
  "a bus's ARN for the source": {
    source: ["arn:aws:events:eu-central-1:123456789012:event-bus/carrier.ups"],
    "detail-type": news,
  },
  "an operator misspelt": { source: [{ perfix: "carrier." }], "detail-type": news },
  "two operators in one": { source: [{ prefix: "carrier.", suffix: "ups" }], "detail-type": news },
  "two stars": { source: [{ wildcard: "carrier.**" }], "detail-type": news },
  "a text for a list": { source: "carrier.ups", "detail-type": news },
  "an empty list": { source: carriers, "detail-type": [] },
  "a kind that is no text": { source: carriers, "detail-type": [1] },
  "an empty object for detail": { source: carriers, "detail-type": news, detail: {} },
  "an $or with one branch": { $or: [{ source: carriers, "detail-type": news }] },
  "an account that is none": { source: carriers, "detail-type": news, account: ["000000000000"] },
  "resources that no event has": { source: carriers, "detail-type": news, resources: [{ prefix: "arn:" }] },
};

/** Filters of a table's stream that look right and let nothing through, wholly or in a part. */
export const idleFilters: Readonly<Record<string, unknown>> = {
  "the name of the event in small letters": { eventName: ["insert", "modify"] },
  "an event that does not exist beside right ones": { eventName: ["INSERT", "MODIFY", "UPDATE"] },
  "EventName for eventName": { EventName: ["INSERT", "MODIFY"] },
  "the image at the top": { eventName: ["INSERT", "MODIFY"], NewImage: { status: { S: ["PLACED"] } } },
  "dynamoDb for dynamodb": { eventName: ["INSERT", "MODIFY"], dynamoDb: { NewImage: { status: { S: ["PLACED"] } } } },
  "an image without types": {
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { NewImage: { status: ["PLACED", "SHIPPED"] } },
  },
  "a status that no order has": {
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { NewImage: { status: { S: ["PLACED", "CONFIRMED", "SHIPPD"] } } },
  },
  "a number for its text": { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { version: { N: [1, 2] } } } },
  "a wildcard, which Lambda does not know": { eventName: [{ wildcard: "*" }] },
  "the body of a queue": { body: { eventName: ["INSERT", "MODIFY"] } },
};

/** Each rule's pattern, and each filter of a stream, is such a one. */
export const patterns: Generator = (resources) =>
  resources.flatMap((resource) => {
    const type = shortType(resource);
    const [path, wrong] =
      type === "EventRule" && resource.inputs.eventPattern !== undefined
        ? [["eventPattern"], idlePatterns]
        : type === "EventSourceMapping" && resource.inputs.filterCriteria !== undefined
          ? [["filterCriteria", "filters", 0, "pattern"], idleFilters]
          : [[], {}];
    return Object.entries(wrong).map(([what, pattern]) => ({
      id: `${label(resource)}: ${path.join(".")} with ${what}`,
      kind: kindOf(type, String(path[0])),
      group: `${type}: ${String(path[0])} with ${what}`,
      apply: (all: typeof resources) => withValue(all, resource, path, JSON.stringify(pattern)),
    }));
  });
