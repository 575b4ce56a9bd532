import { identityMailsAreWatched } from "../../../../policies/rules/observability/identity-mails-are-watched";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { topicType } from "./watched";

const type = "aws:sesv2/emailIdentity:EmailIdentity";
const setType = "aws:sesv2/configurationSet:ConfigurationSet";
const says = /configurationSetName is .*, wanted a configuration set of this stack that tells its events to a topic/;
const topic = resource(topicType, "fate", { name: "fate-prod" });

testRule(identityMailsAreWatched, {
  valid: [
    resource(setType, "mails", { configurationSetName: "mails-prod" }),
    resource(setType, "others", { configurationSetName: "others-prod" }),
    resource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", "events", {
      configurationSetName: "mails-prod",
      eventDestination: { snsDestination: { topicArn: topic.state.arn } },
    }),
    topic,
    resource(type, "shop", { emailIdentity: "example.com", configurationSetName: "mails-prod" }),
  ],
  refuses: {
    "no default set": [drop("shop", "configurationSetName"), says],
    "a set that tells nobody": [set("shop", "configurationSetName", "others-prod"), says],
    "a set whose events are only counted": [
      set("events", "eventDestination", { cloudWatchDestination: {} }),
      "shop",
      says,
    ],
    "a set whose events go nowhere": [without("events"), "shop", says],
  },
});
