import { awsTypes } from "../../../aws/resource-types";
import type { ValueMakers } from "./fake-outputs";

/** What stands before the API: its domain and its web ACL. */
export const edgeValues: ValueMakers = {
  [awsTypes.apigateway.domainName]: (of) => {
    const id = of.text("domainName");
    return {
      id,
      arn: of.arnInRegion("apigateway", of.target.region, "", `/domainnames/${id}`),
      certificateUploadDate: of.time,
      domainNameId: "",
      regionalDomainName: `d-${of.letters(10)}.${of.host("execute-api")}`,
      regionalZoneId: `Z${of.letters(12, "capital")}`,
    };
  },
  [awsTypes.apigateway.basePathMapping]: (of) => ({ id: `${of.text("domainName")}/` }),
  [awsTypes.acm.certificate]: (of) => {
    const arn = of.arn("acm", `certificate/${of.uuid()}`);
    const domainName = of.text("domainName");
    return {
      id: arn,
      arn,
      domainValidationOptions: [
        {
          domainName,
          resourceRecordName: `_${of.hex(32)}.${domainName}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${of.hex(32)}.acm-validations.aws.`,
        },
      ],
      keyAlgorithm: "RSA_2048",
      notAfter: "",
      notBefore: "",
      pendingRenewal: false,
      renewalEligibility: "INELIGIBLE",
      renewalSummaries: [],
      status: "PENDING_VALIDATION",
      subjectAlternativeNames: [domainName],
      type: "AMAZON_ISSUED",
      validationEmails: [],
    };
  },
  [awsTypes.acm.certificateValidation]: (of) => ({ id: of.time }),
  [awsTypes.route53.record]: (of) => {
    const fqdn = of.text("name").replace(/\.$/, "");
    return { id: `${of.text("zoneId")}_${fqdn}_${of.text("type")}`, fqdn };
  },
  [awsTypes.wafv2.webAcl]: (of) => ({
    id: of.uuid(),
    arn: of.arn("wafv2", `regional/webacl/${of.name()}/${of.uuid()}`),
    applicationIntegrationUrl: "",
    capacity: 927,
    lockToken: of.uuid(),
  }),
  [awsTypes.wafv2.webAclAssociation]: (of) => ({ id: `${of.text("webAclArn")},${of.text("resourceArn")}` }),
  [awsTypes.wafv2.webAclLoggingConfiguration]: (of) => ({ id: of.text("resourceArn") }),
};
