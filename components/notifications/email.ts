import type * as pulumi from "@pulumi/pulumi";
import { emailFailures } from "../blocks/alarms/email";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";

/** The configuration set of fallback emails. */
export interface FallbackEmails {
  readonly configurationSetName: pulumi.Output<string>;
  readonly configurationSetArn: pulumi.Output<string>;
}

/**
 * A separate configuration set, whose failures are counted in CloudWatch. Events about emails without an order would end in the dead
 * letters of the confirmations' feedback function, and for a lost fallback email an alarm is enough.
 */
export function fallbackEmails(stack: StackContext, parent: pulumi.Resource): FallbackEmails {
  const name = physicalNameIn(stack, "configurationSet", "notifications-mail");
  const set = new aws.sesv2.ConfigurationSet(
    "notifications-mail",
    {
      configurationSetName: name,
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      // No suppression list: these few emails go to the operators only, and are the last way to reach them. After one bounce, even of
      // another configuration set's email, the account's suppression list would make SES drop every later email until the address is
      // removed from it.
      suppressionOptions: { suppressedReasons: [] },
      tags: stack.tags,
    },
    { parent },
  );
  new aws.sesv2.ConfigurationSetEventDestination(
    "notifications-mail-failures",
    {
      configurationSetName: set.configurationSetName,
      eventDestinationName: physicalNameIn(stack, "eventDestination", "notifications-mail-failures"),
      eventDestination: {
        enabled: true,
        // RENDERING_FAILURE cannot occur: the emails use no template.
        matchingEventTypes: Object.keys(emailFailures),
        cloudWatchDestination: {
          // SES sets this tag, with the set's name, on every email.
          dimensionConfigurations: [
            {
              dimensionName: "ses:configuration-set",
              dimensionValueSource: "MESSAGE_TAG",
              defaultDimensionValue: name,
            },
          ],
        },
      },
    },
    { parent },
  );
  return { configurationSetName: set.configurationSetName, configurationSetArn: set.arn };
}
