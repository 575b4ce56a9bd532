import {
  feedbackReadsItsOwnMails,
  mailFeedbackComesBack,
  mailReputationKept,
} from "../../../../policies/rules/ses/feedback";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { topicType, setType as type } from "../../../support/policies/shops/watched";

const functionType = "aws:lambda/function:Function";
const topic = resource("aws:sns/topic:Topic", "events");
const queue = resource("aws:sqs/queue:Queue", "queue");
const reader = resource(functionType, "feedback", { environment: { variables: { SET_NAME: "mails-prod" } } });
const setType = "aws:sesv2/configurationSet:ConfigurationSet";

testRule(feedbackReadsItsOwnMails, {
  valid: [
    topic,
    queue,
    reader,
    resource(setType, "emails", { configurationSetName: "mails-prod" }),
    resource(setType, "others", { configurationSetName: "others-prod" }),
    resource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", "destination", {
      configurationSetName: "mails-prod",
      eventDestination: { snsDestination: { topicArn: topic.state.arn } },
    }),
    resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
      topic: topic.state.arn,
      protocol: "sqs",
      endpoint: queue.state.arn,
    }),
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
      eventSourceArn: queue.state.arn,
      functionName: reader.state.arn,
    }),
  ],
  refuses: {
    "a function that knows no set": [
      drop("feedback", "environment"),
      /environment\.variables is \[\], wanted the name of 'mails-prod'/,
    ],
    "a function that knows another set": [
      set("feedback", "environment.variables.SET_NAME", "others-prod"),
      /is \["others-prod"\], wanted the name of 'mails-prod'/,
    ],
    "events of another set": [
      set("destination", "configurationSetName", "others-prod"),
      "feedback",
      /wanted the name of 'others-prod'/,
    ],
  },
});

const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const events = ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"];
const feedbackTopic = resource(topicType, "feedback", { name: "feedback-prod" });

testRule(mailFeedbackComesBack, {
  valid: [
    feedbackTopic,
    resource("aws:sns/topicSubscription:TopicSubscription", "reader", {
      topic: feedbackTopic.state.arn,
      protocol: "sqs",
    }),
    resource(type, "emails", { configurationSetName: "mails-prod" }),
    resource(destinationType, "events", {
      configurationSetName: "mails-prod",
      eventDestination: {
        enabled: true,
        matchingEventTypes: events,
        snsDestination: { topicArn: feedbackTopic.state.arn },
      },
    }),
  ],
  refuses: {
    "a set without a destination": [
      without("events"),
      "emails",
      /wanted an enabled destination for BOUNCE, COMPLAINT, DELIVERY, REJECT, SEND/,
    ],
    ...casesOf(events, (event) => [
      `a destination without ${event}`,
      set(
        "events",
        "eventDestination.matchingEventTypes",
        events.filter((other) => other !== event),
      ),
      "emails",
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
      set("events", "eventDestination.snsDestination.topicArn", `${feedbackTopic.state.arn}x`),
      /wanted a topic of this stack that has a subscription/,
    ],
    "a topic that nobody reads": [without("reader"), "events", /wanted a topic of this stack that has a subscription/],
  },
});

testRule(mailReputationKept, {
  valid: [
    resource(type, "emails", {
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    }),
  ],
  refuses: {
    "SES's default, without metrics": [
      drop("emails", "reputationOptions"),
      /reputationMetricsEnabled is not set, wanted true/,
    ],
    "metrics that are switched off": [
      set("emails", "reputationOptions.reputationMetricsEnabled", false),
      /reputationMetricsEnabled is false/,
    ],
    "sending that is switched off": [
      set("emails", "sendingOptions", { sendingEnabled: false }),
      /sendingEnabled is false, wanted true/,
    ],
    "no suppression": [drop("emails", "suppressionOptions"), /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/],
    "suppression of bounces only": [
      set("emails", "suppressionOptions.suppressedReasons", ["BOUNCE"]),
      /is \["BOUNCE"\]/,
    ],
  },
});

testRule(mailReputationKept, {
  config: {
    unsuppressed: { emails: "Goes to one mailbox of our own only." },
    reason: "One mailbox of our own must stay within reach.",
  },
  valid: [
    resource(type, "emails", {
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: [] },
    }),
  ],
  refuses: {
    "the account's suppression in place of none": [
      drop("emails", "suppressionOptions"),
      /suppressedReasons is not set, wanted an empty list/,
    ],
    "suppression where a reason against it is given": [
      set("emails", "suppressionOptions.suppressedReasons", ["BOUNCE", "COMPLAINT"]),
      /wanted an empty list/,
    ],
    "no metrics, for all its reason": [
      drop("emails", "reputationOptions"),
      /reputationMetricsEnabled is not set, wanted true/,
    ],
    "no suppression in a set that the configuration does not name": [
      () => [
        resource(type, "letters", {
          reputationOptions: { reputationMetricsEnabled: true },
          suppressionOptions: { suppressedReasons: [] },
        }),
      ],
      "letters",
      /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/,
    ],
  },
});
