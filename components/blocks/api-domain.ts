import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { certificateExpiryAlarm } from "./alarms/certificate";
import { tlsOf } from "./api-tls";
import type { RestApi } from "./rest-api";
import type { SharedArgs } from "./shared-args";

export interface ApiDomainArgs extends SharedArgs {
  readonly settings: NonNullable<Config["apiDomain"]>;
  readonly api: RestApi;
}

/**
 * A domain of the shop's own in front of an API: its certificate, given or issued, the path to the API, and its record where Route 53 holds
 * the domain's zone. An alarm is raised before the certificate expires, for AWS renews only what it has issued and can still validate.
 */
export class ApiDomain extends pulumi.ComponentResource {
  /** Address of the API by the domain, without a slash at the end. */
  readonly url: string;
  /** What the domain's record names: an alias, or a CNAME outside of Route 53. */
  readonly target: pulumi.Output<string>;
  readonly certificateArn: pulumi.Input<string>;

  constructor(name: LogicalName, args: ApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "ApiDomain"), name, {}, opts);
    const { stack, settings, api } = args;
    const certificateArn = settings.certificateArn ?? issuedCertificate(name, stack, settings, this);
    const domain = new aws.apigateway.DomainName(
      name,
      {
        domainName: settings.name,
        regionalCertificateArn: certificateArn,
        endpointConfiguration: { types: "REGIONAL" },
        ...tlsOf(settings),
        tags: stack.tags,
      },
      { parent: this },
    );
    new aws.apigateway.BasePathMapping(
      `${name}-mapping`,
      {
        domainName: domain.domainName,
        restApi: api.id,
        stageName: api.stageName,
        ...(settings.basePath !== undefined && { basePath: settings.basePath }),
      },
      { parent: this },
    );
    if (settings.hostedZoneId !== undefined)
      new aws.route53.Record(
        `${name}-record`,
        {
          zoneId: settings.hostedZoneId,
          name: settings.name,
          type: "A",
          aliases: [{ name: domain.regionalDomainName, zoneId: domain.regionalZoneId, evaluateTargetHealth: false }],
        },
        { parent: this },
      );
    certificateExpiryAlarm(name, args, certificateArn, this);
    this.certificateArn = certificateArn;
    this.url = `https://${[settings.name, settings.basePath].filter(Boolean).join("/")}`;
    this.target = domain.regionalDomainName;
    this.registerOutputs({ url: this.url, target: this.target });
  }
}

/** A certificate that AWS issues and renews for as long as the record is there by which it sees whose the domain is. */
function issuedCertificate(
  name: LogicalName,
  stack: StackContext,
  settings: ApiDomainArgs["settings"],
  parent: pulumi.Resource,
): pulumi.Output<string> {
  if (settings.hostedZoneId === undefined)
    throw new Error(`no certificate for ${settings.name}, and no zone to issue one`);
  const certificate = new aws.acm.Certificate(
    `${name}-certificate`,
    { domainName: settings.name, validationMethod: "DNS", tags: stack.tags },
    { parent },
  );
  const proof = certificate.domainValidationOptions.apply(([option]) => {
    if (option === undefined) throw new Error(`AWS names no record by which ${settings.name} proves itself`);
    return option;
  });
  const record = new aws.route53.Record(
    `${name}-certificate-record`,
    {
      zoneId: settings.hostedZoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
    },
    { parent },
  );
  return new aws.acm.CertificateValidation(
    `${name}-certificate-validation`,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    { parent },
  ).certificateArn;
}
