import { expect } from "chai";
import { parseBootstrapConfig } from "../../bootstrap/config";
import { ConfigError } from "../../components/config/parse";

const dev = { name: "dev", senderIdentity: "orders@dev.example.com" };
const valid = { repository: "example@1/backoffice@2", environments: JSON.stringify([dev]) };

describe("the settings of the bootstrap", () => {
  it("fill in how long the state's history is kept, and make the trust in GitHub unless it is there", () => {
    expect(parseBootstrapConfig(valid, "dev")).to.deep.equal({
      repository: "example@1/backoffice@2",
      environments: [{ ...dev, sesSandbox: false }],
      stateHistoryDays: 90,
    });
  });

  it("take a domain of an environment's API, with its zone and without", () => {
    const zoned = { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
    for (const apiDomain of [zoned, { name: "api.example.com" }]) {
      const environments = JSON.stringify([{ ...dev, apiDomain }]);
      expect(parseBootstrapConfig({ ...valid, environments }, "dev").environments[0]?.apiDomain).to.deep.equal(
        apiDomain,
      );
    }
  });

  it("take a repository with its ids and one without", () => {
    for (const repository of ["example/backoffice", "example-org@12/back.office_2@34"]) {
      expect(parseBootstrapConfig({ ...valid, repository }, "dev").repository).to.equal(repository);
    }
  });

  const refusals: readonly (readonly [problem: string, changes: Readonly<Record<string, string>>, message: string])[] =
    [
      ["a pattern in the repository", { repository: "example/*" }, "repository must be owner/name"],
      [
        "an owner alone",
        { repository: "example" },
        'repository must be owner/name or owner@id/name@id, "example" given',
      ],
      ["half of the ids", { repository: "example@1/backoffice" }, "repository must be owner/name"],
      ["a repository with a ref", { repository: "example/backoffice:ref:x" }, "repository must be owner/name"],
      ["no environment", { environments: "[]" }, "environments must be a list of 1 to 5 items"],
      [
        "an environment with a pattern for a name",
        { environments: JSON.stringify([{ ...dev, name: "*" }]) },
        'environments.0.name must be 1 to 12 lower-case letters or digits, and start with a letter, "*" given',
      ],
      [
        "an identity with a space",
        { environments: JSON.stringify([{ ...dev, senderIdentity: "a b" }]) },
        "environments.0.senderIdentity must be a domain or an email address",
      ],
      ["every identity", { environments: JSON.stringify([{ ...dev, senderIdentity: "*" }]) }, "must be a domain"],
      ["an environment twice", { environments: JSON.stringify([dev, dev]) }, 'must be given once, "dev" given twice'],
      [
        "an environment named as what delivery stands on",
        { environments: JSON.stringify([{ ...dev, name: "delivery" }]) },
        'must not be "delivery"',
      ],
      [
        "a domain in capitals",
        { environments: JSON.stringify([{ ...dev, apiDomain: { name: "API.example.com" } }]) },
        "environments.0.apiDomain.name must be a domain name",
      ],
      [
        "a domain for pull requests",
        { environments: JSON.stringify([{ ...dev, name: "ephemeral", apiDomain: { name: "api.example.com" } }]) },
        'environments.0.apiDomain must not be set for "ephemeral"',
      ],
      ["a typing error", { repositry: "a/b" }, "repositry is not known: did you mean 'repository'?"],
      [
        "a typing error inside",
        { environments: JSON.stringify([{ ...dev, sender: "x" }]) },
        "environments.0.sender is not known",
      ],
      [
        "another issuer's provider",
        { oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" },
        "oidcProviderArn must be the ARN of an IAM OIDC provider for token.actions.githubusercontent.com",
      ],
      ["a history of a day", { stateHistoryDays: "1" }, "stateHistoryDays must be a whole number between 7 and 3650"],
    ];
  for (const [problem, changes, message] of refusals) {
    it(`refuse ${problem}`, () => {
      const parse = () => parseBootstrapConfig({ ...valid, ...changes }, "dev");

      expect(parse).to.throw(ConfigError, message);
      expect(parse).to.throw("bootstrap/Pulumi.dev.yaml");
    });
  }
});
