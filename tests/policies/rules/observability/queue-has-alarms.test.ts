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
  refuses: {
    "a queue that is read without an alarm on its age": [
      without("age-alarm"),
      "mails",
      /wanted an alarm on the age of its oldest message/,
    ],
    "dead letters without an alarm on their number": [
      without("depth-alarm"),
      "dead",
      /wanted an alarm on its number of messages, for no function reads it/,
    ],
    "an alarm on another queue": [
      set("depth-alarm", "dimensions.QueueName", "mails-prod"),
      "dead",
      /name is dead-prod/,
    ],
    "a queue that is no longer read, with an alarm on its age only": [
      without("mapping"),
      "mails",
      /for no function reads it/,
    ],
  },
});
