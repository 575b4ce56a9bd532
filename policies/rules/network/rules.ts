import type { Rule } from "../../engine/rule";
import { apiOriginsAreNamed } from "./api-origins-are-named";
import { bucketBlocksPublicAccess } from "./bucket-blocks-public-access";
import { bucketPolicyLetsInOwnServices } from "./bucket-policy-lets-in-own-services";
import { bucketSettingsNameABucket } from "./bucket-settings-name-a-bucket";
import { dataStaysInRegion } from "./data-stays-in-region";
import { functionUrlIsClosed } from "./function-url-is-closed";
import { functionsShareANetwork } from "./functions-share-a-network";
import { securityGroupIsClosed } from "./security-group-is-closed";
import { vpcIsPrivateAndWatched } from "./vpc-is-private-and-watched";

/** All rules of this concern. */
export const networkRules: readonly Rule[] = [
  bucketBlocksPublicAccess,
  bucketPolicyLetsInOwnServices,
  bucketSettingsNameABucket,
  functionUrlIsClosed,
  functionsShareANetwork,
  securityGroupIsClosed,
  vpcIsPrivateAndWatched,
  dataStaysInRegion,
  apiOriginsAreNamed,
];
