import { identityMailsAreWatched } from "../../../../policies/rules/observability/identity-mails-are-watched";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { topicType } from "./watched";

const type = "aws:sesv2/emailIdentity:EmailIdentity";
const setType = "aws:sesv2/configurationSet:ConfigurationSet";
const identity = { type, name: "shop" };
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
  failing: [
    { title: "no default set", change: (valid) => drop(valid, "shop", "configurationSetName"), ...identity, says },
    {
      title: "a set that tells nobody",
      change: (valid) => set(valid, "shop", "configurationSetName", "others-prod"),
      ...identity,
      says,
    },
    {
      title: "a set whose events are only counted",
      change: (valid) => set(valid, "events", "eventDestination", { cloudWatchDestination: {} }),
      ...identity,
      says,
    },
    { title: "a set whose events go nowhere", change: (valid) => without(valid, "events"), ...identity, says },
  ],
});
