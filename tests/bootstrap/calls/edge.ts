import type { GraphResource } from "../../../program/graph/build-graph";
import { type Calls, input, named, on, onNothing } from "./call";

// By terraform-provider-aws, internal/service/{wafv2,logs,apigateway,acm,route53}.
const webAcl = (property: string) => (resource: GraphResource) => {
  const [, scope = "", , name = "", id = ""] =
    /([^:/]+)\/(webacl)\/([^/]+)\/([^/]+)$/.exec(input(resource, property)) ?? [];
  return { Scope: scope, Name: name, Id: id };
};
const ownWebAcl = (resource: GraphResource) => ({
  Scope: "regional",
  Name: input(resource, "name"),
  Id: "11112222-3333-4444-5555-666677778888",
});
const ruleSet = () => ({ Scope: "regional", Name: "AWSManagedRulesCommonRuleSet", Id: "*" });
const stage = (resource: GraphResource) => {
  const [, api = "", name = ""] = /restapis\/([^/]+)\/stages\/(.+)$/.exec(input(resource, "resourceArn")) ?? [];
  return { ApiId: api, RestApiId: api, StageName: name };
};
const domain = named({ DomainName: "domainName" });
const domainTags = (resource: GraphResource) => ({
  UrlEncodedResourceARN: encodeURIComponent(
    `arn:aws:apigateway:eu-central-1::/domainnames/${input(resource, "domainName")}`,
  ),
});
const certificate = () => ({ CertificateId: "11112222-3333-4444-5555-666677778888" });
const zone = named({ Id: "zoneId" });

/** What Route 53 compares names as: in lower case, without the dot at the end (Route 53 developer guide, "Using IAM policy conditions"). */
const changedRecord = (resource: GraphResource) => ({
  "route53:ChangeResourceRecordSetsNormalizedRecordNames": input(resource, "name").replace(/\.$/, "").toLowerCase(),
  "route53:ChangeResourceRecordSetsRecordTypes": input(resource, "type"),
});

export const edgeCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:wafv2/webAcl:WebAcl": [
    on("wafv2", "webacl", ownWebAcl, {
      create: ["CreateWebACL", "TagResource"],
      read: ["GetWebACL", "ListTagsForResource"],
      update: ["UpdateWebACL", "TagResource", "UntagResource"],
      delete: ["DeleteWebACL"],
    }),
    on("wafv2", "managedruleset", ruleSet, { create: ["CreateWebACL"], update: ["UpdateWebACL"] }),
  ],
  "aws:wafv2/webAclAssociation:WebAclAssociation": [
    on("wafv2", "webacl", webAcl("webAclArn"), { create: ["AssociateWebACL"], read: ["GetWebACLForResource"] }),
    on("wafv2", "apigateway", stage, {
      create: ["AssociateWebACL"],
      read: ["GetWebACLForResource"],
      delete: ["DisassociateWebACL"],
    }),
    on("apigateway", "Stage", stage, { create: ["SetWebACL"], delete: ["SetWebACL"] }, { form: /restapis/ }),
  ],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    on("wafv2", "webacl", webAcl("resourceArn"), {
      create: ["PutLoggingConfiguration"],
      read: ["GetLoggingConfiguration"],
      delete: ["DeleteLoggingConfiguration"],
    }),
    // WAF delivers by CloudWatch Logs, in the name of whoever sets it.
    onNothing("logs", {
      create: ["CreateLogDelivery", "PutResourcePolicy"],
      read: ["DescribeResourcePolicies", "DescribeLogGroups"],
      delete: ["DeleteLogDelivery"],
    }),
  ],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [
    onNothing("logs", {
      create: ["PutResourcePolicy"],
      read: ["DescribeResourcePolicies"],
      delete: ["DeleteResourcePolicy"],
    }),
  ],
  "aws:apigateway/domainName:DomainName": [
    on("apigateway", "DomainNames", () => ({}), { create: ["POST"] }, { fresh: true }),
    on("apigateway", "Tags", domainTags, { create: ["PUT"] }, { fresh: true }),
    on("apigateway", "DomainName", domain, { read: ["GET"], update: ["PATCH"], delete: ["DELETE"] }),
    on("apigateway", "Tags", domainTags, { read: ["GET"], update: ["PUT", "DELETE"] }),
  ],
  "aws:apigateway/basePathMapping:BasePathMapping": [
    on("apigateway", "BasePathMappings", domain, { create: ["POST"] }),
    on("apigateway", "BasePathMapping", (resource) => ({ ...domain(resource), BasePath: "(none)" }), {
      read: ["GET"],
      update: ["PATCH"],
      delete: ["DELETE"],
    }),
  ],
  "aws:acm/certificate:Certificate": [
    onNothing("acm", { create: ["RequestCertificate"] }, { fresh: true }),
    on("acm", "certificate", certificate, { create: ["AddTagsToCertificate"] }, { fresh: true }),
    on("acm", "certificate", certificate, {
      create: ["DescribeCertificate"],
      read: ["DescribeCertificate", "ListTagsForCertificate"],
      update: ["UpdateCertificateOptions", "AddTagsToCertificate", "RemoveTagsFromCertificate"],
      delete: ["DeleteCertificate"],
    }),
  ],
  "aws:acm/certificateValidation:CertificateValidation": [
    on("acm", "certificate", certificate, { create: ["DescribeCertificate"], read: ["DescribeCertificate"] }),
  ],
  "aws:route53/record:Record": [
    on(
      "route53",
      "hostedzone",
      zone,
      {
        create: ["ChangeResourceRecordSets"],
        update: ["ChangeResourceRecordSets"],
        delete: ["ChangeResourceRecordSets"],
      },
      { context: changedRecord },
    ),
    on("route53", "hostedzone", zone, { create: ["GetHostedZone"], read: ["GetHostedZone", "ListResourceRecordSets"] }),
    on("route53", "change", () => ({ Id: "C0123456789" }), { create: ["GetChange"] }),
  ],
};
