import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import { collect, fitting } from "../../wiring/collect";

const { domainName, basePathMapping, restApi, stage } = awsTypes.apigateway;

export const domainLeadsToStage = stackRule({
  name: "domain-leads-to-stage",
  concern: "network",
  description:
    "A domain of an API leads to a stage of this stack, with a certificate of the region, and the API's own address is closed only where one does.",
  rationale:
    "A domain without a mapping answers 403 to everybody, a mapping to another API hands this one's callers to it, and an API without an address of its own and without a domain answers nobody. Source: API Gateway's guide on custom domain names.",
  remediation:
    "Declare DomainName with endpoint REGIONAL and regionalCertificateArn, a BasePathMapping with restApi and stageName of this stack, and set disableExecuteApiEndpoint only beside them.",
  controls: ["api.tls", "observability.dimensions"],
  severity: "high",
  async check(stack, { each, report }) {
    const mappings = stack.ofType(basePathMapping);
    const mapped = collect(mappings, (mapping) => [
      ...stack.named(mapping, "domainName", domainName),
      ...stack.named(mapping, "restApi", restApi),
    ]);
    const stages = collect(stack.ofType(stage), (one) =>
      stack.named(one, "restApi", restApi).map((of) => ({ of, name: one.text("stageName") })),
    );
    await each(mappings, (mapping) => {
      const [api] = stack.named(mapping, "restApi", restApi);
      const name = mapping.text("stageName");
      if (fitting(stages, (one) => one.of === api && one.name === name).length === 0)
        report(mapping, "stageName", name, "a stage of its API");
    });
    await each(stack.ofType(domainName), (domain) => {
      if (fitting(mapped, (end) => end === domain).length === 0)
        report(domain, "mapping", "none", "a BasePathMapping with it");
      const types = domain.value("endpointConfiguration.types");
      if (types !== "REGIONAL") report(domain, "endpointConfiguration.types", types, "REGIONAL, as its API");
      if (domain.raw.props.regionalCertificateArn === undefined)
        report(domain, "regionalCertificateArn", undefined, "the ARN of a certificate");
      for (const property of ["certificateArn", "mutualTlsAuthentication"])
        if (domain.value(property) !== undefined) report(domain, property, "set", "nothing: callers bring a token");
    });
    await each(stack.ofType(restApi), (api) => {
      if (api.flag("disableExecuteApiEndpoint") === true && fitting(mapped, (end) => end === api).length === 0)
        report(api, "disableExecuteApiEndpoint", true, "false, for no domain leads to it");
    });
  },
});

export const certificateProvesItself = stackRule({
  name: "certificate-proves-itself",
  concern: "network",
  description:
    "A certificate of an API's domain is validated by DNS, and used only once it is; the domain's record leads to it.",
  rationale:
    "AWS renews a certificate by itself for as long as the record is there that DNS validation asks for; one by email ends after a year unless somebody clicks. A domain with a certificate that is not issued yet is refused. Source: Certificate Manager's guide, DNS validation.",
  remediation:
    "Use validationMethod DNS, a Record with the certificate's validation option, and give the domain the ARN of the CertificateValidation.",
  controls: ["api.tls"],
  severity: "high",
  async check(stack, { each, report }) {
    const { certificate, certificateValidation } = awsTypes.acm;
    await each(stack.ofType(certificate), (one) => {
      const method = one.text("validationMethod");
      if (method !== "DNS") report(one, "validationMethod", method, "DNS");
      const validations = stack.ofType(certificateValidation).filter((validation) => stack.dependsOn(validation, one));
      const records = stack
        .ofType(awsTypes.route53.record)
        .filter((record) => stack.dependsOn(record, one) && isProof(record));
      if (validations.length === 0) report(one, "validation", "none", "a CertificateValidation with its ARN");
      if (records.length === 0) report(one, "record", "none", "a Record of its validation option");
      for (const validation of validations) {
        const proven = validation.texts("validationRecordFqdns");
        if (!records.some((record) => proven.includes(record.text("fqdn") ?? "")))
          report(validation, "validationRecordFqdns", proven, "the record that proves it");
      }
      for (const record of records) checkProof(record, one, report);
      const users = stack.ofType(domainName).filter((domain) => stack.dependsOn(domain, one));
      if (users.length === 0) report(one, "domain", "none", "a DomainName with it");
      for (const domain of users) {
        if (!validations.some((validation) => stack.dependsOn(domain, validation)))
          report(domain, "regionalCertificateArn", "a certificate", "that of its CertificateValidation, which waits");
        if (domain.text("domainName") !== one.text("domainName"))
          report(one, "domainName", one.value("domainName"), `${domain.text("domainName")}, which it is for`);
      }
    });
    await each(stack.ofType(awsTypes.route53.record), (record) => {
      if (record.text("zoneId") === undefined) report(record, "zoneId", undefined, "the zone of the domain");
      if (stack.ofType(certificate).some((one) => stack.dependsOn(record, one) && isProof(record))) return;
      checkAlias(record, stack.ofType(domainName), report);
    });
    await each(stack.ofType(domainName), (domain) => {
      // Whoever has the zone for the proof has it for the record.
      const zoned = stack.ofType(certificate).some((one) => stack.dependsOn(domain, one));
      const names = stack.ofType(awsTypes.route53.record).map((record) => record.text("name"));
      if (zoned && !names.includes(domain.text("domainName")))
        report(domain, "record", "none", "a Record with its name, in the zone of its certificate's proof");
    });
  },
});

/** Names of such records begin with an underscore (Certificate Manager user guide, "DNS validation"). */
function isProof(record: Resource): boolean {
  return record.text("name")?.startsWith("_") ?? false;
}

function checkProof(record: Resource, certificate: Resource, report: Report): void {
  for (const [property, output] of [
    ["name", "resourceRecordName"],
    ["type", "resourceRecordType"],
    ["records.0", "resourceRecordValue"],
  ] as const) {
    const wanted = certificate.text(`domainValidationOptions.0.${output}`);
    const found = record.text(property);
    if (found === undefined || found !== wanted) report(record, property, found, `${output} of its certificate`);
  }
  const ttl = record.number("ttl");
  if (ttl === undefined || ttl > 3_600) report(record, "ttl", ttl, "at most 3600 seconds");
}

function checkAlias(record: Resource, domains: readonly Resource[], report: Report): void {
  const domain = domains.find((one) => one.text("domainName") === record.text("name"));
  for (const [property, output] of [
    ["aliases.0.name", "regionalDomainName"],
    ["aliases.0.zoneId", "regionalZoneId"],
  ] as const) {
    const found = record.text(property);
    if (found === undefined || found !== domain?.text(output))
      report(record, property, found, `${output} of the domain that the record is of`);
  }
  if (record.text("type") !== "A") report(record, "type", record.value("type"), "A");
  const health = record.flag("aliases.0.evaluateTargetHealth");
  if (health !== false) report(record, "aliases.0.evaluateTargetHealth", health, "false: there is no other target");
}
