import { certificateProvesItself, domainLeadsToStage } from "../../../../policies/rules/apigateway/domains";
import { chain, change, drop, resource, set, urn, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/1";
const domainType = "aws:apigateway/domainName:DomainName";
const certificateType = "aws:acm/certificate:Certificate";
const validationType = "aws:acm/certificateValidation:CertificateValidation";
const recordType = "aws:route53/record:Record";

const api = resource("aws:apigateway/restApi:RestApi", "api", { name: "shop" });
const stage = resource("aws:apigateway/stage:Stage", "stage", { restApi: "api", stageName: "prod" });
const domain = resource(
  domainType,
  "domain",
  {
    domainName: "api.example.com",
    regionalCertificateArn: certificateArn,
    endpointConfiguration: { types: "REGIONAL" },
  },
  {
    outputs: { id: "api.example.com", regionalDomainName: "d-1.example", regionalZoneId: "ZREGION" },
    dependencies: [urn(validationType, "validation")],
  },
);
const mapping = resource("aws:apigateway/basePathMapping:BasePathMapping", "mapping", {
  domainName: "api.example.com",
  restApi: "api",
  stageName: "prod",
});

testRule(domainLeadsToStage, {
  valid: [api, stage, domain, mapping],
  passes: { "an API that answers by its domain only": set("api", "disableExecuteApiEndpoint", true) },
  refuses: {
    "a domain that leads nowhere": [without("mapping"), "domain", /mapping is none, wanted a BasePathMapping/],
    "another stage": [set("mapping", "stageName", "old"), "mapping", /stageName is old, wanted a stage of its API/],
    "an edge-optimized domain": [
      set("domain", "endpointConfiguration.types", "EDGE"),
      "domain",
      /endpointConfiguration\.types is EDGE, wanted REGIONAL/,
    ],
    "a domain without a certificate": [
      drop("domain", "regionalCertificateArn"),
      "domain",
      /regionalCertificateArn is not set, wanted the ARN of a certificate/,
    ],
    "a domain that asks callers for certificates": [
      set("domain", "mutualTlsAuthentication", { truststoreUri: "s3://shop/trust.pem" }),
      "domain",
      /mutualTlsAuthentication is set, wanted nothing/,
    ],
    "an API that answers nobody": [
      chain(without("mapping"), without("domain"), set("api", "disableExecuteApiEndpoint", true)),
      "api",
      /disableExecuteApiEndpoint is true, wanted false, for no domain leads to it/,
    ],
  },
});

const certificate = resource(
  certificateType,
  "certificate",
  { domainName: "api.example.com", validationMethod: "DNS" },
  {
    outputs: {
      arn: certificateArn,
      domainValidationOptions: [
        {
          resourceRecordName: "_1.api.example.com.",
          resourceRecordType: "CNAME",
          resourceRecordValue: "_2.acm-validations.aws.",
        },
      ],
    },
  },
);
const proof = resource(
  recordType,
  "proof",
  { zoneId: "Z1", name: "_1.api.example.com.", type: "CNAME", records: ["_2.acm-validations.aws."], ttl: 300 },
  { outputs: { fqdn: "_1.api.example.com" }, dependencies: [urn(certificateType, "certificate")] },
);
const validation = resource(
  validationType,
  "validation",
  { certificateArn, validationRecordFqdns: ["_1.api.example.com"] },
  { dependencies: [urn(certificateType, "certificate"), urn(recordType, "proof")] },
);
const record = resource(recordType, "record", {
  zoneId: "Z1",
  name: "api.example.com",
  type: "A",
  aliases: [{ name: "d-1.example", zoneId: "ZREGION", evaluateTargetHealth: false }],
});
const depends = (name: string, ...dependencies: readonly string[]) =>
  change(name, (item) => ({ ...item, dependencies }));

testRule(certificateProvesItself, {
  valid: [domain, certificate, proof, validation, record],
  passes: {
    "a certificate of others": chain(
      without("certificate"),
      without("proof"),
      without("validation"),
      depends("domain"),
    ),
  },
  refuses: {
    "a certificate by email": [
      set("certificate", "validationMethod", "EMAIL"),
      "certificate",
      /validationMethod is EMAIL, wanted DNS/,
    ],
    "a certificate that nobody waits for": [
      without("validation"),
      "certificate",
      /validation is none, wanted a CertificateValidation/,
    ],
    "a certificate without its record": [without("proof"), "certificate", /record is none, wanted a Record/],
    "a validation by another record": [
      set("validation", "validationRecordFqdns.0", "_9.api.example.com"),
      "validation",
      /wanted the record that proves it/,
    ],
    "a record that says something else": [
      set("proof", "records.0", "_9.acm-validations.aws."),
      "proof",
      /records\.0 is _9\.acm-validations\.aws\., wanted resourceRecordValue of its certificate/,
    ],
    "a record without a time to live": [drop("proof", "ttl"), "proof", /ttl is not set, wanted at most 3600 seconds/],
    "a record in no zone": [drop("record", "zoneId"), "record", /zoneId is not set, wanted the zone of the domain/],
    "a domain without a record, though its zone is known": [
      without("record"),
      "domain",
      /record is none, wanted a Record with its name/,
    ],
    "a record of IPv6 addresses": [set("record", "type", "AAAA"), "record", /type is AAAA, wanted A/],
    "a record that asks for health": [
      set("record", "aliases.0.evaluateTargetHealth", true),
      "record",
      /evaluateTargetHealth is true, wanted false/,
    ],
    "a certificate that nothing uses": [without("domain"), "certificate", /domain is none, wanted a DomainName/],
    "a domain that does not wait": [
      depends("domain", urn(certificateType, "certificate")),
      "domain",
      /wanted that of its CertificateValidation, which waits/,
    ],
    "a certificate of another name": [
      set("certificate", "domainName", "www.example.com"),
      "certificate",
      /domainName is www\.example\.com, wanted api\.example\.com/,
    ],
    "a record that leads elsewhere": [
      set("record", "aliases.0.name", "d-2.example"),
      "record",
      /aliases\.0\.name is d-2\.example, wanted regionalDomainName of the domain/,
    ],
    "a record in the wrong zone of AWS": [
      set("record", "aliases.0.zoneId", "ZOTHER"),
      "record",
      /aliases\.0\.zoneId is ZOTHER, wanted regionalZoneId of the domain/,
    ],
    "a record that is neither": [
      depends("proof"),
      "proof",
      /aliases\.0\.name is not set, wanted regionalDomainName of the domain/,
    ],
  },
});
