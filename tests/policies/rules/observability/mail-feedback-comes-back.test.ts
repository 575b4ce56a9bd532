import { mailFeedbackComesBack } from "../../../../policies/rules/observability/mail-feedback-comes-back";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { topicType, setType as type } from "./watched";

const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const events = ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"];
const topic = resource(topicType, "feedback", { name: "feedback-prod" });

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
  refuses: {
    "a set without a destination": [
      without("events"),
      "mails",
      /wanted an enabled destination for BOUNCE, COMPLAINT, DELIVERY, REJECT, SEND/,
    ],
    ...casesOf(events, (event) => [
      `a destination without ${event}`,
      set(
        "events",
        "eventDestination.matchingEventTypes",
        events.filter((other) => other !== event),
      ),
      "mails",
      new RegExp(`wanted an enabled destination for ${event}\\.`),
    ]),
    "SES's default, a destination that is off": [
      drop("events", "eventDestination.enabled"),
      /eventDestination\.enabled is not set, wanted true/,
    ],
    "a destination of another set": [
      set("events", "configurationSetName", "others-prod"),
      /configurationSetName is others-prod/,
    ],
    "a destination outside the stack": [
      set("events", "eventDestination.snsDestination.topicArn", `${topic.state.arn}x`),
      /wanted a topic of this stack that has a subscription/,
    ],
    "a topic that nobody reads": [without("reader"), "events", /wanted a topic of this stack that has a subscription/],
  },
});
