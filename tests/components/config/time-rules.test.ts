import { expect } from "chai";
import { ConfigError, parseConfig } from "../../../components/config/parse";
import { NOTIFICATION_RETURNS_DAYS, REQUEST_RETURNS_DAYS, timeRules } from "../../../components/config/time-rules";
import { configWith } from "../../support/pulumi-fixtures";

type Settings = Readonly<Record<string, string>>;

/** Every row: settings that just fit, such that just do not, and what is said of them. */
const rows: Readonly<Record<string, { readonly fits: Settings; readonly not: Settings; readonly says: string }>> = {
  "the simulator's slow call - its usual one and its timeout": {
    fits: { simulatorLatencyMedianMs: "100", simulatorLatencyP99Ms: "100" },
    not: { simulatorLatencyMedianMs: "100", simulatorLatencyP99Ms: "99" },
    says: "simulatorLatencyP99Ms must be at least simulatorLatencyMedianMs (100)",
  },
  "the first wait - the longest": {
    fits: { backoffBaseSeconds: "10", backoffMaxSeconds: "10" },
    not: { backoffBaseSeconds: "10", backoffMaxSeconds: "9" },
    says: "backoffMaxSeconds must be at least backoffBaseSeconds (10)",
  },
  "the sender's hold of a delivery - its time-out, and how long its message is hidden": {
    fits: { senderLeaseSeconds: "179" },
    not: { senderLeaseSeconds: "180" },
    says: "less than its queue's visibility timeout (180)",
  },
  "the webhook's answer - the processor's timeout": {
    fits: { webhookUrl: "https://hooks.example.com/x", webhookTimeoutSeconds: "15" },
    not: { webhookUrl: "https://hooks.example.com/x", webhookTimeoutSeconds: "16" },
    says: "must leave notifications/processor 15 s of its timeout for the fallback (at most 15)",
  },
  "all receives of a message - how long its queue keeps it": {
    fits: { maxReceiveCount: "382" },
    not: { maxReceiveCount: "383" },
    says: "must let a message reach the dead letters before its queue forgets it",
  },
  "a function behind the API - API Gateway's patience": {
    fits: { functionOverrides: '{"orders/create":{"timeoutSeconds":29}}' },
    not: { functionOverrides: '{"orders/create":{"timeoutSeconds":30}}' },
    says: "must give orders/create at most 29 s",
  },
  "the processor's hold of a notification - Lambda's first retry": {
    fits: { functionOverrides: '{"notifications/processor":{"timeoutSeconds":54}}' },
    not: { functionOverrides: '{"notifications/processor":{"timeoutSeconds":55}}' },
    says: "must let a retry find the notification free: its hold of 60 s must be less than the 60 s",
  },
  "tries of a stream's record - what the stream keeps": {
    fits: { streamMaxRecordAgeSeconds: "43200" },
    not: { streamMaxRecordAgeSeconds: "43201" },
    says: "streamMaxRecordAgeSeconds must be at most 43200: what the stream keeps for 86400 s",
  },
  "a try of a stream's record - all its tries": {
    fits: { streamMaxRecordAgeSeconds: "60" },
    not: { streamMaxRecordAgeSeconds: "60", functionOverrides: '{"orders/auditor":{"timeoutSeconds":31}}' },
    says: "must be at least twice the timeout of publisher and auditor (31)",
  },
  "deliveries - the orders whose id they have": {
    fits: { orderRetentionDays: "365", auditRetentionDays: "1" },
    not: { orderRetentionDays: "364", auditRetentionDays: "1" },
    says: "deliveryRetentionDays must be at most orderRetentionDays (364)",
  },
  "audit entries - the orders whose id they have": {
    fits: { auditRetentionDays: "730" },
    not: { auditRetentionDays: "731" },
    says: "auditRetentionDays must be at most orderRetentionDays (730)",
  },
  "a request for a confirmation that comes back - its delivery": {
    fits: { deliveryRetentionDays: "74" },
    not: { deliveryRetentionDays: "73" },
    says: "deliveryRetentionDays must be at least 74: so late a request can come out of dead letters",
  },
  "a notification that comes back - its record": {
    fits: { notificationRetentionDays: "52" },
    not: { notificationRetentionDays: "51" },
    says: "notificationRetentionDays must be at least 52: so late a notification can return from dead letters",
  },
  "an event that waits for its target - the archive": {
    fits: { archiveRetentionDays: "2" },
    not: { archiveRetentionDays: "1" },
    says: "archiveRetentionDays must be more than eventMaxAgeSeconds (86400 s)",
  },
};

function problems(settings: Settings): readonly string[] {
  try {
    parseConfig(configWith(settings), "test");
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe("times that depend on each other", () => {
  it("are all tried here, and each says why", () => {
    expect(timeRules.map(({ pair }) => pair)).to.have.members(Object.keys(rows));
    for (const { pair, reason } of timeRules) expect(reason, pair).to.match(/^[A-Z].{30,}\.$/);
  });

  for (const [pair, { fits, not, says }] of Object.entries(rows)) {
    it(`fit to the last unit: ${pair}`, () => {
      // Where the policy pack is stricter, it is its rule that speaks.
      expect(problems(fits).filter((problem) => !problem.includes("the policy rule '"))).to.deep.equal([]);
      expect(problems(not).join("\n")).to.contain(says);
    });
  }

  it("of what comes back are sums of what AWS and our queues keep", () => {
    // A day in the stream, 23 at the topic, three times 14 in dead letters, twice 4 in the queue.
    expect(REQUEST_RETURNS_DAYS).to.equal(1 + 23 + 3 * 14 + 2 * 4);
    // 23 at the topic, twice 14 in dead letters, three times six hours at Lambda.
    expect(NOTIFICATION_RETURNS_DAYS).to.equal(23 + 2 * 14 + 1);
  });
});
