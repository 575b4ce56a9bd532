import { snsAttributes, snsBody } from "../../aws/event-pattern";
import type { Example } from "./event-pattern-examples";

const stringValues = "SNS Developer Guide, String value matching";

/** Filter policies of subscriptions. */
export const snsExamples: readonly Example[] = [
  {
    source: `${stringValues}: exact`,
    dialect: snsBody,
    pattern: { customer_interests: ["rugby", "tennis"] },
    matching: [{ customer_interests: "rugby" }, { customer_interests: ["baseball", "tennis"] }],
    other: [{ customer_interests: "baseball" }],
  },
  {
    source: `${stringValues}: anything-but`,
    dialect: snsAttributes,
    pattern: { customer_interests: [{ "anything-but": ["rugby", "tennis"] }] },
    matching: [{ customer_interests: "football" }, { customer_interests: ["rugby", "baseball"] }],
    other: [{ customer_interests: "rugby" }, { customer_interests: ["rugby", "tennis"] }],
  },
  {
    source: `${stringValues}: anything-but with a prefix`,
    dialect: snsAttributes,
    pattern: { event: [{ "anything-but": { prefix: "order-" } }] },
    matching: [{ event: "data-entry" }],
    other: [{ event: "order-cancelled" }],
  },
  {
    source: "SNS Developer Guide, AND/OR logic",
    dialect: snsBody,
    pattern: { customer_interests: ["rugby"], price_usd: [{ numeric: [">", 100] }] },
    matching: [{ customer_interests: "rugby", price_usd: 101 }],
    other: [{ customer_interests: "rugby", price_usd: 100 }, { price_usd: 200 }],
  },
];
