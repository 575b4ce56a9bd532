import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { failureOf } from "../../support/failure-of";
import { provisionerOf, run, Thing, thingAdapter } from "./fakes";

describe("providers that the program makes", () => {
  /** The AWS provider of the SDK hands nested settings over as JSON text. */
  class AwsProvider extends pulumi.ProviderResource {
    constructor(settings: Record<string, unknown>) {
      super("aws", "elsewhere", settings);
    }
  }

  class AwsThing extends Thing {
    constructor(name: string, tags: Record<string, string>, provider: pulumi.ProviderResource) {
      super(name, { tags }, { provider }, "aws:test/thing:Thing");
    }
    declare readonly tagsAll: pulumi.Output<Record<string, string>>;
  }

  function awsAdapter(received: unknown[]) {
    const adapter = thingAdapter(async ({ tags }, { name }) => {
      received.push(tags);
      return { id: name, state: { address: name } };
    });
    return { ...adapter, type: "aws:test/thing:Thing" };
  }

  it("add their default tags to every resource", async () => {
    const received: unknown[] = [];

    const { outputs } = await run(provisionerOf(awsAdapter(received)), () => {
      const provider = new AwsProvider({ region: "eu-central-1", defaultTags: JSON.stringify({ tags: { a: "1" } }) });
      return { tags: new AwsThing("x", { b: "2" }, provider).tagsAll };
    });

    expect(received).to.deep.equal([{ a: "1", b: "2" }]);
    expect(outputs).to.deep.equal({ tags: { a: "1", b: "2" } });
  });

  it("are refused for another region", async () => {
    const program = () => void new AwsProvider({ region: "us-west-2" });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error.message).to.contain("is for region us-west-2; the local run has one region, eu-central-1");
  });

  it("are refused with settings that would be dropped", async () => {
    const program = () => void new AwsProvider({ assumeRoles: "x" });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error.message).to.contain("does not know the provider settings assumeRoles");
  });
});
