import { queueHasAlarms } from "../../../../policies/rules/observability/queue-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, mappingType, queueType as type } from "./watched";

const mails = resource(type, "mails", { name: "mails-prod" });

testRule(queueHasAlarms, {
  valid: [
    mails,
    resource(type, "dead", { name: "dead-prod" }),
    resource(mappingType, "mapping", { eventSourceArn: mails.state.arn }),
    alarm("age-alarm", "AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "mails-prod" }),
    alarm("depth-alarm", "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: "dead-prod" }),
  ],
  failing: [
    {
      title: "a queue that is read without an alarm on its age",
      change: (valid) => without(valid, "age-alarm"),
      type,
      name: "mails",
      says: /wanted an alarm on the age of its oldest message/,
    },
    {
      title: "dead letters without an alarm on their number",
      change: (valid) => without(valid, "depth-alarm"),
      type,
      name: "dead",
      says: /wanted an alarm on its number of messages, for no function reads it/,
    },
    {
      title: "an alarm on another queue",
      change: (valid) => set(valid, "depth-alarm", "dimensions.QueueName", "mails-prod"),
      type,
      name: "dead",
      says: /name is dead-prod/,
    },
    {
      title: "a queue that is no longer read, with an alarm on its age only",
      change: (valid) => without(valid, "mapping"),
      type,
      name: "mails",
      says: /for no function reads it/,
    },
  ],
});
