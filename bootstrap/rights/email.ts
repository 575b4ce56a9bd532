import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** What emails are sent from, and what becomes of them. */
export const emailRows: Rows = {
  [awsTypes.sesv2.emailIdentity]: [
    on("identity", "ses", {
      create: ["CreateEmailIdentity", "TagResource"],
      read: ["GetEmailIdentity", "ListTagsForResource"],
      update: ["PutEmailIdentityConfigurationSetAttributes", "PutEmailIdentityDkimSigningAttributes", "UntagResource"],
      delete: ["DeleteEmailIdentity"],
    }),
    on("configurationSet", "ses", { update: ["PutEmailIdentityConfigurationSetAttributes"] }),
  ],
  [awsTypes.sesv2.configurationSet]: [
    on("configurationSet", "ses", {
      create: ["CreateConfigurationSet", "TagResource"],
      read: ["GetConfigurationSet", "ListTagsForResource"],
      update: [
        "PutConfigurationSetDeliveryOptions",
        "PutConfigurationSetReputationOptions",
        "PutConfigurationSetSendingOptions",
        "PutConfigurationSetSuppressionOptions",
        "UntagResource",
      ],
      delete: ["DeleteConfigurationSet"],
    }),
  ],
  [awsTypes.sesv2.configurationSetEventDestination]: [
    on("configurationSet", "ses", {
      create: ["CreateConfigurationSetEventDestination"],
      read: ["GetConfigurationSetEventDestinations"],
      update: ["UpdateConfigurationSetEventDestination"],
      delete: ["DeleteConfigurationSetEventDestination"],
    }),
  ],
};
