import { expect } from "chai";
import { ApiDomain } from "../../../components/blocks/api-domain";
import { RestApi } from "../../../components/blocks/rest-api";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, tags } from "../../support/pulumi-fixtures";
import { ofType, the } from "../../support/pulumi-queries";

const given = "arn:aws:acm:eu-south-2:111122223333:certificate/given";
const validated = "arn:aws:acm:eu-south-2:111122223333:certificate/orders-domain-certificate-id";
const document = { openapi: "3.0.1", paths: { "/things": { post: { operationId: "createThing", responses: {} } } } };

function recordDomain(settings: Readonly<Record<string, string>>) {
  return record(() => {
    const base = functionSharedArgs({ apiDomain: JSON.stringify(settings) });
    const fn = anyFunction(base);
    const operations = { createThing: fn };
    const api = new RestApi("orders-api", { ...base, description: "Things", document, operations, authorizer: fn });
    const { apiDomain } = base.stack.config;
    if (apiDomain === undefined) throw new Error("there is no domain");
    const domain = new ApiDomain("orders-domain", { ...base, settings: apiDomain, api });
    return { url: domain.url, target: domain.target };
  });
}

const domainType = "aws:apigateway/domainName:DomainName";
const recordType = "aws:route53/record:Record";

describe("a domain before an API", () => {
  it("has the certificate that is given, leads to the stage, and says what its record has to name", async () => {
    const { resources, result } = await recordDomain({ name: "api.example.com", certificateArn: given });

    expect(the(resources, domainType, "orders-domain").inputs).to.deep.equal({
      domainName: "api.example.com",
      regionalCertificateArn: given,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
      endpointAccessMode: "BASIC",
      tags,
    });
    const mapping = the(resources, "aws:apigateway/basePathMapping:BasePathMapping", "orders-domain-mapping");
    expect(mapping.inputs).to.deep.equal({
      domainName: "api.example.com",
      restApi: "orders-api-id",
      stageName: "test",
    });
    expect(ofType(resources, recordType)).to.deep.equal([]);
    expect(ofType(resources, "aws:acm/certificate:Certificate")).to.deep.equal([]);
    expect(result).to.deep.equal({
      url: "https://api.example.com",
      target: "d-target.execute-api.eu-south-2.amazonaws.com",
    });
  });

  it("gets a certificate where it has its zone, waits until it is proven, and has its record", async () => {
    const { resources, result } = await recordDomain({
      name: "api.example.com",
      basePath: "v1",
      hostedZoneId: "Z0123456789EXAMPLE",
      tlsPolicy: "TLS_1_2",
    });

    const certificate = the(resources, "aws:acm/certificate:Certificate", "orders-domain-certificate");
    expect(certificate.inputs).to.deep.equal({ domainName: "api.example.com", validationMethod: "DNS", tags });
    expect(the(resources, recordType, "orders-domain-certificate-record").inputs).to.deep.equal({
      zoneId: "Z0123456789EXAMPLE",
      name: "_proof.api.example.com.",
      type: "CNAME",
      records: ["_proof.acm-validations.aws."],
      ttl: 300,
    });
    const validation = the(
      resources,
      "aws:acm/certificateValidation:CertificateValidation",
      "orders-domain-certificate-validation",
    );
    expect(validation.inputs).to.deep.equal({
      certificateArn: validated,
      validationRecordFqdns: ["_proof.api.example.com"],
    });
    const domain = the(resources, domainType, "orders-domain");
    expect(domain.inputs).to.deep.include({ regionalCertificateArn: validated, securityPolicy: "TLS_1_2" });
    expect(domain.inputs).to.not.have.property("endpointAccessMode");
    expect(domain.dependencies).to.include(validation.urn);
    expect(the(resources, recordType, "orders-domain-record").inputs).to.deep.equal({
      zoneId: "Z0123456789EXAMPLE",
      name: "api.example.com",
      type: "A",
      aliases: [
        {
          name: "d-target.execute-api.eu-south-2.amazonaws.com",
          zoneId: "ZREGIONAL",
          evaluateTargetHealth: false,
        },
      ],
    });
    expect(result.url).to.equal("https://api.example.com/v1");
  });

  it("issues no certificate where one is given, though it has its zone", async () => {
    const { resources } = await recordDomain({
      name: "api.example.com",
      certificateArn: given,
      hostedZoneId: "Z0123456789EXAMPLE",
    });

    expect(ofType(resources, recordType).map(({ name }) => name)).to.deep.equal(["orders-domain-record"]);
    expect(ofType(resources, "aws:acm/certificate:Certificate")).to.deep.equal([]);
  });

  it("has an alarm a month before its certificate ends", async () => {
    const { resources } = await recordDomain({ name: "api.example.com", certificateArn: given });

    const { inputs } = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "orders-domain-certificate-alarm");
    expect(inputs).to.deep.include({
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      metricQueries: [
        { id: "result", expression: "30 - days", label: "Days too few", returnData: true },
        {
          id: "days",
          returnData: false,
          metric: {
            namespace: "AWS/CertificateManager",
            metricName: "DaysToExpiry",
            dimensions: { CertificateArn: given },
            period: 86_400,
            stat: "Maximum",
          },
        },
      ],
    });
  });
});
