import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { UnknownInputError, UnknownOutputError, UnsupportedTypeError } from "../../../program/errors";
import { failureOf } from "../../support/failure-of";
import { countingAdapter, provisionerOf, run, Thing, thingAdapter } from "./fakes";

describe("a deployment of what the local run does not know", () => {
  it("names an unsupported type before anything is created", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        new Thing("odd", {}, undefined, "aws:mq/broker:Broker");
      }),
    );

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(error.message).to.contain('aws:mq/broker:Broker ("odd")');
    expect(created).to.deep.equal([]);
  });

  it("names an unsupported type even when it is only made after an invoke has answered", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        const region = pulumi.runtime.invokeOutput("aws:index/getRegion:getRegion", {});
        region.apply(() => new Thing("odd", {}, undefined, "aws:mq/broker:Broker"));
      }),
    );

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(created).to.deep.equal([]);
  });

  it("names an invoke that it cannot answer before anything is created", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        return { ami: pulumi.runtime.invokeOutput("aws:ec2/getAmi:getAmi", {}) };
      }),
    );

    expect(error.message).to.contain("cannot answer aws:ec2/getAmi:getAmi");
    expect(created).to.deep.equal([]);
  });

  it("names an input that the adapter does not know before anything is created", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(
      run(provisionerOf(adapter), () => {
        new Thing("first");
        new Thing("odd", { file: new pulumi.asset.AssetArchive({}) });
      }),
    );

    expect(error).to.be.instanceOf(UnknownInputError);
    expect(error.message).to.match(/test:index:Thing "odd".*file/);
    expect(created).to.deep.equal([]);
  });

  it("names a nested input that the adapter does not know", async () => {
    const program = () => new Thing("odd", { nested: { depth: "1", height: "2" } });

    const error = await failureOf(run(provisionerOf(thingAdapter()), program));

    expect(error).to.be.instanceOf(UnknownInputError);
    expect(error.message).to.match(/"odd".*nested.*height/);
  });

  it("names an output that the adapter does not give when the program reads it", async () => {
    const { adapter, created } = countingAdapter();

    const error = await failureOf(run(provisionerOf(adapter), () => ({ target: new Thing("a").secretPlace })));

    expect(error).to.be.instanceOf(UnknownOutputError);
    expect(error.message).to.contain('test:index:Thing "a": the program reads its output "secretPlace"');
    expect(created).to.deep.equal([]);
  });

  it("reports ignored inputs with the reason", async () => {
    const provisioner = provisionerOf(thingAdapter());

    await run(provisioner, () => new Thing("a", { weight: 3 }));

    expect([...provisioner.ignored]).to.deep.equal(["test:index:Thing weight: the test has no scales"]);
  });

  it("refuses components that are made outside the program", async () => {
    class Remote extends pulumi.ComponentResource {
      constructor() {
        super("awsx:ec2:DefaultVpc", "vpc", {}, {}, true);
      }
    }

    const error = await failureOf(run(provisionerOf(thingAdapter()), () => new Remote()));

    expect(error).to.be.instanceOf(UnsupportedTypeError);
    expect(error.message).to.contain("awsx:ec2:DefaultVpc");
  });
});
