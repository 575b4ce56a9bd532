import { stackRule } from "../../engine/define";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";

export const identityMailsAreWatched = stackRule({
  name: "identity-mails-are-watched",
  concern: "observability",
  description: "An identity's default configuration set is one whose events come back, each to a topic.",
  rationale:
    "A mail that is sent without naming a set goes by the identity's default: without one, or with one that tells nobody, its bounce is never heard of; one that only counts does not say whose mail it was. Source: SES's guide on default configuration sets.",
  remediation: "Set configurationSetName to a set that has a topic as event destination.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    const watched = collect(stack.ofType(types.mailEvents), (events) =>
      stack.named(events, "eventDestination.snsDestination.topicArn", types.topic).length === 0
        ? []
        : stack.named(events, "configurationSetName", types.configurationSet),
    );
    await each(stack.ofType("aws:sesv2/emailIdentity:EmailIdentity"), (identity) => {
      const property = "configurationSetName";
      const [set] = stack.named(identity, property, types.configurationSet);
      if (set !== undefined && fitting(watched, (other) => other === set).length > 0) return;
      const wanted = "a configuration set of this stack that tells its events to a topic";
      report(identity, property, identity.text(property), wanted);
    });
  },
});
