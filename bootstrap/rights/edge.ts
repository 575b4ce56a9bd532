import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** What stands before the API: the web ACL with its logs, and the domain with its certificate and records. */
export const edgeRows: Rows = {
  [awsTypes.wafv2.webAcl]: [
    on("webAcl", "wafv2", {
      create: ["CreateWebACL", "TagResource"],
      read: ["GetWebACL", "ListTagsForResource"],
      update: ["UntagResource", "UpdateWebACL"],
      delete: ["DeleteWebACL"],
    }),
    // AWS's groups of rules, which a web ACL names.
    on("managedRuleSet", "wafv2", { create: ["CreateWebACL"], update: ["UpdateWebACL"] }),
  ],
  [awsTypes.wafv2.webAclAssociation]: [
    on("webAcl", "wafv2", { create: ["AssociateWebACL"], read: ["GetWebACLForResource"] }),
    on("webAclStage", "wafv2", {
      create: ["AssociateWebACL"],
      read: ["GetWebACLForResource"],
      delete: ["DisassociateWebACL"],
    }),
    on("api", "apigateway", { create: ["SetWebACL"], delete: ["SetWebACL"] }),
  ],
  [awsTypes.wafv2.webAclLoggingConfiguration]: [
    on("webAcl", "wafv2", {
      create: ["PutLoggingConfiguration"],
      read: ["GetLoggingConfiguration"],
      delete: ["DeleteLoggingConfiguration"],
    }),
    // WAF developer guide, "Permissions to publish logs to CloudWatch Logs".
    on("logDelivery", "logs", {
      create: ["CreateLogDelivery", "PutResourcePolicy"],
      read: ["DescribeResourcePolicies"],
      delete: ["DeleteLogDelivery"],
    }),
    on("anything", "logs", { read: ["DescribeLogGroups"] }),
  ],
  [awsTypes.cloudwatch.logResourcePolicy]: [
    on("logDelivery", "logs", {
      create: ["PutResourcePolicy"],
      read: ["DescribeResourcePolicies"],
      delete: ["DeleteResourcePolicy"],
    }),
  ],
  [awsTypes.apigateway.domainName]: [
    on("newDomain", "apigateway", { create: ["POST"] }),
    on("domain", "apigateway", { read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("domainTags", "apigateway", { create: ["PUT"], read: ["GET"], update: ["DELETE"] }),
  ],
  [awsTypes.apigateway.basePathMapping]: [
    on("domain", "apigateway", { create: ["POST"], read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
  ],
  [awsTypes.acm.certificate]: [
    on("newCertificate", "acm", { create: ["RequestCertificate"] }),
    on("newCertificateTags", "acm", { create: ["AddTagsToCertificate"] }),
    on("certificate", "acm", {
      create: ["DescribeCertificate"],
      read: ["DescribeCertificate", "ListTagsForCertificate"],
      update: ["AddTagsToCertificate", "RemoveTagsFromCertificate", "UpdateCertificateOptions"],
      delete: ["DeleteCertificate"],
    }),
  ],
  [awsTypes.acm.certificateValidation]: [
    on("certificate", "acm", { create: ["DescribeCertificate"], read: ["DescribeCertificate"] }),
  ],
  [awsTypes.route53.record]: [
    on("records", "route53", { create: ["ChangeResourceRecordSets"], delete: ["ChangeResourceRecordSets"] }),
    on("zone", "route53", { create: ["GetHostedZone"], read: ["GetHostedZone", "ListResourceRecordSets"] }),
    on("zoneChange", "route53", { create: ["GetChange"] }),
  ],
};
