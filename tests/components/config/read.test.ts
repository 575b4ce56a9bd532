import { expect } from "chai";
import { ConfigError } from "../../../components/config/parse";
import { readConfig } from "../../../components/config/read";
import { record } from "../../support/pulumi";
import { minimalConfig } from "../../support/pulumi-fixtures";
import { secretSettings } from "../../support/secret-settings";

const own = Object.fromEntries(Object.entries(minimalConfig).map(([key, value]) => [`backoffice:${key}`, value]));

describe("reading the configuration", () => {
  it("takes the project's keys and leaves the others alone", async () => {
    const config = {
      ...own,
      "aws:region": "eu-south-2",
      "pulumi:tags": '{"team":"shop"}',
      "backoffice:functionMemoryMb": "256",
    };

    const { result } = await record(() => readConfig(), { config });

    expect(result.functionMemoryMb).to.equal(256);
    expect(result.shopName).to.equal("Test Shop");
  });

  it("names the stack's file in its errors", async () => {
    const config = { ...own, "backoffice:alertMail": "a@example.com" };
    let error: unknown;

    await record(
      () => {
        try {
          readConfig();
        } catch (caught) {
          error = caught;
        }
      },
      { config, stack: "staging" },
    );

    expect(error).to.be.instanceOf(ConfigError);
    expect(String(error)).to.include("did you mean 'alertEmail'? (Pulumi.staging.yaml)");
  });

  /** What the program says to these settings. */
  async function refusal(changes: Readonly<Record<string, string>>, secrets: readonly string[]): Promise<string> {
    let said = "";
    await record(
      () => {
        try {
          readConfig();
        } catch (error) {
          said = String(error);
        }
      },
      { config: { ...own, ...changes }, secrets },
    );
    return said;
  }

  it("refuses keys of a namespace that nobody reads, and says what was meant", async () => {
    const said = await refusal(
      { "backofice:logLevel": "DEBUG", "asw:region": "eu-west-1", "datadog:apiKey": "hush" },
      [],
    );

    expect(said).to.contain("Pulumi.test.yaml has 3 problems:");
    expect(said).to.contain(
      "backofice:logLevel has an unknown namespace: did you mean 'backoffice:logLevel'? (Pulumi.test.yaml)",
    );
    expect(said).to.contain("asw:region has an unknown namespace: did you mean 'aws:region'?");
    expect(said).to.contain("datadog:apiKey has an unknown namespace: there are backoffice, aws, pulumi");
    expect(said).to.not.contain("hush");
  });

  for (const [key, value] of Object.entries(secretSettings)) {
    it(`refuses the secret ${key} in plain text, takes it as a secret, and shows it in neither case`, async () => {
      const changes = { [`backoffice:${key}`]: value };

      const plain = await refusal(changes, []);
      expect(plain)
        .to.contain(`backoffice:${key} must be a secret, and is given in plain text`)
        .and.not.to.contain(value);
      expect(await refusal(changes, [`backoffice:${key}`])).to.equal("");
    });
  }

  it("shows no value that was set with --secret, whatever key it is of", async () => {
    const keys = { "backoffice:authJwksUri": "ftp://idp.example.com/hush", "backoffice:apiBurstLimit": "1" };

    const said = await refusal(keys, Object.keys(keys));
    expect(said).to.contain("backoffice:authJwksUri must be an https address").and.to.contain("[secret] given");
    expect(said).to.match(/backoffice:apiBurstLimit must be at least apiRateLimit \(500\), \[secret\] given/);
    expect(said).not.to.contain("hush");
  });
});
