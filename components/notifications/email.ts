import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { emailFailures } from "../blocks/alarms/email";
import { physicalNameIn, type StackContext } from "../stack";

/** What fallback emails are sent with. */
export interface FallbackEmails {
  readonly configurationSetName: pulumi.Output<string>;
  readonly configurationSetArn: pulumi.Output<string>;
}

/**
 * A set of their own, whose failures are counted in CloudWatch: events about emails of no order would end in the dead letters of the
 * confirmations' feedback, and an alarm is all that a lost fallback needs.
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
      // None, in place of the account's: these few emails go to the operators alone and are the last way to reach them. One bounce on the
      // account's list, also by another set's email, would have SES take and drop every later one until a person takes the address off it.
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
        // Rendering cannot fail: the emails have no template.
        matchingEventTypes: Object.keys(emailFailures),
        cloudWatchDestination: {
          // SES puts this tag on every email by itself, with the set's name.
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
