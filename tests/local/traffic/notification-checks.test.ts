import { expect } from "chai";
import type { Check } from "../../../local/traffic/checks/check";
import {
  fallbacks,
  notificationsEnded,
  notificationsSettled,
  postedOnce,
  secretKept,
} from "../../../local/traffic/checks/notifications";
import { notificationCorrelation } from "../../../local/traffic/checks/notifications-correlation";
import type { Item } from "../../../ops/stack/tables";
import {
  bad,
  delivered,
  email,
  failed,
  good,
  line,
  type NotificationWorld,
  notificationContext,
  post,
} from "./notification-world";

async function look(check: Check, change: Partial<NotificationWorld> = {}): Promise<string> {
  const { ok, detail } = await check.look(notificationContext(change));
  return ok ? "ok" : detail;
}

describe("the checks of notifications", () => {
  it("are content when everything is as it should be", async () => {
    for (const check of [
      notificationsEnded,
      postedOnce,
      fallbacks,
      secretKept,
      notificationsSettled,
      notificationCorrelation,
    ])
      expect(await look(check)).to.equal("ok");
  });

  it("see one that is missing, ended otherwise, or for another reason", async () => {
    expect(await look(notificationsEnded, { items: [delivered] })).to.include(
      "'a bad one' (id-bad) is missing, not FAILED",
    );
    expect(await look(notificationsEnded, { items: [{ ...delivered, status: "RECEIVED" }, failed] })).to.include(
      "is RECEIVED",
    );
    expect(await look(notificationsEnded, { items: [delivered, { ...failed, reason: "HTTP_403" }] })).to.include(
      "failed for HTTP_403, not HTTP_503",
    );
  });

  it("see a failure without name, message, stack or attempt, and a lost correlation id", async () => {
    for (const field of ["errorName", "errorMessage", "stack", "attempt"])
      expect(await look(notificationsEnded, { items: [delivered, { ...failed, [field]: undefined }] })).to.include(
        "failed without a name, message, stack or attempt",
      );
    expect(await look(notificationsEnded, { items: [{ ...delivered, correlationId: "other" }, failed] })).to.include(
      "has lost its correlation id",
    );
  });

  it("see an index that finds too few, or items without a time", async () => {
    expect(await look(notificationsEnded, { indexed: [delivered] })).to.include(
      "StatusIndex finds 0 of 1 notifications that are FAILED",
    );
    expect(await look(notificationsEnded, { indexed: [{ ...delivered, timestamp: "" }, failed] })).to.include(
      "are DELIVERED",
    );
  });

  it("see a room that has one twice, has a stranger, or lacks one that is delivered", async () => {
    expect(await look(postedOnce, { posts: [post, post] })).to.include("the room has id-good 2 times");
    expect(await look(postedOnce, { posts: [post, { ...post, notificationId: "x" }] })).to.include(
      "the room has x, and the",
    );
    expect(await look(postedOnce, { posts: [{ ...post, taken: false }] })).to.include(
      "is DELIVERED, and the room has it not",
    );
    expect(await look(postedOnce, { posts: [post, { ...post, notificationId: "id-bad" }] })).to.include(
      "'a bad one' is 1 times in the room, not 0",
    );
  });

  it("see a failure without a fallback, with two, one too many, and one that says nothing", async () => {
    expect(await look(fallbacks, { emails: [] })).to.include("0 fallback emails instead of 1 for id-bad");
    expect(await look(fallbacks, { emails: [email, email] })).to.include("2 fallback emails instead of 1");
    expect(await look(fallbacks, { emails: [email, { BodyText: "id-good" }] })).to.include(
      "1 fallback emails instead of 0 for id-good",
    );
    expect(await look(fallbacks, { emails: [email, { BodyText: "hello" }] })).to.include(
      "1 fallback emails name no notification",
    );
    expect(await look(fallbacks, { emails: [{ BodyText: "id-bad" }] })).to.include("does not say what failed");
    expect(await look(fallbacks, { items: [delivered, { ...failed, stage: "FALLBACK_DUE" }] })).to.include(
      "is FALLBACK_DUE",
    );
  });

  it("take one more fallback for each that an operator permitted, and no further one", async () => {
    const subject = { kind: "notification", id: bad.notificationId };
    const redriven = [{ queue: "failures", subject, permitted: true }];
    expect(await look(fallbacks, { emails: [email], redriven })).to.equal("ok");
    expect(await look(fallbacks, { emails: [email, email], redriven })).to.equal("ok");
    const { detail } = await fallbacks.look(notificationContext({ emails: [email, email], redriven }));
    expect(detail).to.include("2 fallback emails: one each, and 1 more that operators permitted, with error");
    expect(await look(fallbacks, { emails: [email, email, email], redriven })).to.include(
      "3 fallback emails instead of 1 to 2 for id-bad",
    );
    const others = [{ queue: "failures", subject, permitted: false }];
    expect(await look(fallbacks, { emails: [email, email], redriven: others })).to.include("2 fallback emails");
  });

  it("see one that was delivered neither way, when its attempts had injected faults", async () => {
    const notified = (item: Item) => ({
      notifications: [{ ...good, expectedOutcome: "TOLD" as const }],
      items: [item],
    });
    expect(await look(notificationsEnded, notified(delivered))).to.equal("ok");
    const own = { notificationId: good.notificationId, correlationId: good.correlationId };
    expect(await look(notificationsEnded, notified({ ...failed, ...own }))).to.equal("ok");
    expect(await look(notificationsEnded, notified({ ...delivered, status: "RECEIVED" }))).to.include(
      "is RECEIVED, not TOLD",
    );
    expect(await look(notificationsEnded, notified({ ...failed, ...own, stack: "" }))).to.include(
      "without a name, message",
    );
  });

  it("see a refused fallback that was not tried again", async () => {
    const notifications = [good, { ...bad, what: "a fallback that SES refuses once" }];
    const tried = (fallbackAttempts: string) => ({
      notifications,
      items: [delivered, { ...failed, fallbackAttempts }],
    });

    expect(await look(fallbacks, tried("1"))).to.include("tried 1 times, not twice");
    expect(await look(fallbacks, tried("2"))).to.equal("ok");
  });

  it("see the webhook's address in the table, the logs, the emails and the function's variables", async () => {
    const secret = "http://127.0.0.1:1/hooks/secret";
    expect(await look(secretKept, { items: [{ ...delivered, errorMessage: secret }] })).to.include(
      "the notifications table",
    );
    expect(await look(secretKept, { lines: [line(secret)] })).to.include("the logs");
    expect(await look(secretKept, { emails: [{ BodyText: secret }] })).to.include("the fallback emails");
    expect(await look(secretKept, { environment: { WEBHOOK: secret } })).to.include("the function's environment");
  });

  it("see messages in the dead letters, and ways that lead elsewhere", async () => {
    expect(await look(notificationsSettled, { queued: "undelivered" })).to.include("1 messages in undelivered");
    expect(await look(notificationsSettled, { queued: "failures" })).to.include("1 messages in failures");
    expect(await look(notificationsSettled, { endpoint: "arn:aws:lambda:us-east-1:0:function:processor" })).to.include(
      "the topic calls",
    );
    expect(await look(notificationsSettled, { redrive: "" })).to.include("what SNS cannot hand over leads nowhere");
    expect(await look(notificationsSettled, { onFailure: "" })).to.include("what the processor fails at leads nowhere");
    expect(await look(notificationsSettled, { policy: "" })).to.include("may be called by others than its topic");
  });

  it("see a correlation id that is lost in the processor's log, the room or the fallback", async () => {
    expect(await look(notificationCorrelation, { lines: [line(bad.correlationId)] })).to.include(
      "correlation-good of 'a good one' is not in the log of processor",
    );
    expect(await look(notificationCorrelation, { posts: [{ ...post, correlationId: "other" }] })).to.include(
      "is not in the chat room",
    );
    expect(await look(notificationCorrelation, { emails: [{ BodyText: bad.notificationId }] })).to.include(
      "is not in the fallback email",
    );
  });
});
