// Point 14 of the acceptance list: identity, set and FromAddress (see least-privilege), destination after policies, suppression.
import { expect } from "chai";
import { program, type StackName, target } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";

const identities = { dev: "orders@dev.example.com", prod: "example.com", local: "orders@example.com" } as const;

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  const tags = { Environment: stack, Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };

  describe(`email in ${stack}`, () => {
    it("goes out over TLS only, is measured, and spares addresses that bounced or complained", async () => {
      const { resources } = await program(stack);

      expect(the(resources, "aws:sesv2/configurationSet:ConfigurationSet", "confirmations-mail").inputs).to.deep.equal({
        configurationSetName: `confirmations-mail-${stack}`,
        deliveryOptions: { tlsPolicy: "REQUIRE" },
        reputationOptions: { reputationMetricsEnabled: true },
        sendingOptions: { sendingEnabled: true },
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
        tags,
      });
    });

    it("publishes SES's events, once the feedback topic's policy allows it", async () => {
      const { resources } = await program(stack);

      const [destination, ...others] = ofType(
        resources,
        "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
      ).filter(({ inputs }) => inputs.configurationSetName === `confirmations-mail-${stack}`);
      expect(others).to.deep.equal([]);
      expect(destination?.inputs).to.deep.equal({
        configurationSetName: `confirmations-mail-${stack}`,
        eventDestinationName: `confirmations-mail-events-${stack}`,
        eventDestination: {
          enabled: true,
          matchingEventTypes: ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"],
          snsDestination: { topicArn: `arn:aws:sns:eu-south-2:111122223333:confirmations-feedback-topic-${stack}` },
        },
      });
      const policy = the(resources, "aws:sns/topicPolicy:TopicPolicy", "confirmations-feedback-topic-policy");
      expect(destination?.dependencies).to.include(policy.urn);
    });

    it("comes from a verified identity, signed with DKIM where that is a domain", async () => {
      const { resources } = await program(stack);

      expect(
        the(resources, "aws:sesv2/emailIdentity:EmailIdentity", "confirmations-sender-identity").inputs,
      ).to.deep.equal({
        emailIdentity: identities[stack],
        configurationSetName: `confirmations-mail-${stack}`,
        ...(stack === "prod" && { dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" } }),
        tags,
      });
    });
  });
}

describe("what the sender's domain must publish", () => {
  it("is an output of whole records, of the region that SES signs in", async () => {
    for (const [region, domain] of [
      ["eu-central-1", "dkim.amazonses.com"],
      ["eu-south-1", "dkim.eu-south-1.amazonses.com"],
    ]) {
      const { result } = await program("prod", {}, { ...target, region: String(region) });

      expect(Reflect.get(Object(Reflect.get(Object(result), "confirmations")), "dkimRecords")).to.deep.equal(
        ["one", "two", "three"].map((token) => ({
          name: `${token}._domainkey.example.com`,
          type: "CNAME",
          value: `${token}.${domain}`,
        })),
      );
    }
  });
});
