import { feedbackReadsItsOwnMails } from "../../../../policies/rules/reliability/feedback-reads-its-own-mails";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";
const feedback = { type, name: "feedback" };
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
  failing: [
    {
      title: "a function that knows no set",
      change: (valid) => drop(valid, "feedback", "environment"),
      ...feedback,
      says: /environment\.variables is \[\], wanted the name of 'mails-prod'/,
    },
    {
      title: "a function that knows another set",
      change: (valid) => set(valid, "feedback", "environment.variables.SET_NAME", "others-prod"),
      ...feedback,
      says: /is \["others-prod"\], wanted the name of 'mails-prod'/,
    },
    {
      title: "events of another set",
      change: (valid) => set(valid, "destination", "configurationSetName", "others-prod"),
      ...feedback,
      says: /wanted the name of 'others-prod'/,
    },
  ],
});
