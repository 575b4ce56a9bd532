import { feedbackReadsItsOwnMails } from "../../../../policies/rules/reliability/feedback-reads-its-own-mails";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";
const topic = resource("aws:sns/topic:Topic", "events");
const queue = resource("aws:sqs/queue:Queue", "queue");
const reader = resource(type, "feedback", { environment: { variables: { SET_NAME: "mails-prod" } } });
const setType = "aws:sesv2/configurationSet:ConfigurationSet";

testRule(feedbackReadsItsOwnMails, {
  valid: [
    topic,
    queue,
    reader,
    resource(setType, "mails", { configurationSetName: "mails-prod" }),
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
