import { expect } from "chai";
import { ConfigError } from "../../../components/config/parse";
import { readConfig } from "../../../components/config/read";
import { record } from "../../support/pulumi";
import { minimalConfig } from "../../support/pulumi-fixtures";

const own = Object.fromEntries(Object.entries(minimalConfig).map(([key, value]) => [`backoffice:${key}`, value]));

describe("reading the configuration", () => {
  it("takes the project's keys and leaves the others alone", async () => {
    const config = { ...own, "aws:region": "eu-south-2", "backoffice:functionMemoryMb": "256" };

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
});
