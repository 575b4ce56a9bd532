import { mailFeedbackComesBack } from "../../../../policies/rules/observability/mail-feedback-comes-back";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { topicType, setType as type } from "./watched";

const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const events = ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"];
const topic = resource(topicType, "feedback", { name: "feedback-prod" });
const mails = { type, name: "mails" };
const destination = { type: destinationType, name: "events" };

testRule(mailFeedbackComesBack, {
  valid: [
    topic,
    resource("aws:sns/topicSubscription:TopicSubscription", "reader", { topic: topic.state.arn, protocol: "sqs" }),
    resource(type, "mails", { configurationSetName: "mails-prod" }),
    resource(destinationType, "events", {
      configurationSetName: "mails-prod",
      eventDestination: {
        enabled: true,
        matchingEventTypes: events,
        snsDestination: { topicArn: topic.state.arn },
      },
    }),
  ],
  failing: [
    {
      title: "a set without a destination",
      change: (valid) => without(valid, "events"),
      ...mails,
      says: /wanted an enabled destination for BOUNCE, COMPLAINT, DELIVERY, REJECT, SEND/,
    },
    ...events.map((event) => ({
      title: `a destination without ${event}`,
      change: (valid: Parameters<typeof set>[0]) =>
        set(
          valid,
          "events",
          "eventDestination.matchingEventTypes",
          events.filter((other) => other !== event),
        ),
      ...mails,
      says: new RegExp(`wanted an enabled destination for ${event}\\.`),
    })),
    {
      title: "SES's default, a destination that is off",
      change: (valid) => drop(valid, "events", "eventDestination.enabled"),
      ...destination,
      says: /eventDestination\.enabled is not set, wanted true/,
    },
    {
      title: "a destination of another set",
      change: (valid) => set(valid, "events", "configurationSetName", "others-prod"),
      ...destination,
      says: /configurationSetName is others-prod/,
    },
    {
      title: "a destination outside the stack",
      change: (valid) => set(valid, "events", "eventDestination.snsDestination.topicArn", `${topic.state.arn}x`),
      ...destination,
      says: /wanted a topic of this stack that has a subscription/,
    },
    {
      title: "a topic that nobody reads",
      change: (valid) => without(valid, "reader"),
      ...destination,
      says: /wanted a topic of this stack that has a subscription/,
    },
  ],
});
