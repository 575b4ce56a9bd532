import * as z from "zod";
import { stackRule } from "../../engine/define";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";

const toPeople: ReadonlySet<string> = new Set(["email", "email-json", "sms"]);

export const topicReachesPeople = stackRule({
  name: "topic-reaches-people",
  concern: "reliability",
  description: "A topic that is there for people has one among its subscribers.",
  rationale: "When the function that handles its messages is what has failed, mail by SNS is the only way left.",
  remediation: "Subscribe an address by protocol email.",
  controls: ["async.failure-paths"],
  severity: "medium",
  parameters: {
    topics: z
      .array(z.string())
      .default(["notifications-topic", "monitoring-alerts"])
      .describe("Logical names of the topics that people read."),
  },
  async check(stack, { each, report, parameters }) {
    const readers = collect(stack.ofType(types.subscription), (subscription) =>
      toPeople.has(subscription.text("protocol") ?? "") ? stack.named(subscription, "topic", types.topic) : [],
    );
    await each(stack.ofType(types.topic), (topic) => {
      if (!parameters.topics.includes(topic.name)) return;
      if (fitting(readers, (read) => read === topic).length === 0)
        report(topic, "subscriptions", "none to people", "one by email");
    });
  },
});
