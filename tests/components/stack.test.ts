import { expect } from "chai";
import { parseConfig } from "../../components/config/parse";
import { arnOf, createStackContext, physicalNameIn } from "../../components/stack";
import { record, target, targetElsewhere } from "../support/pulumi";
import { configWith } from "../support/pulumi-fixtures";

describe("the stack context", () => {
  it("asks AWS for region, account and partition", async () => {
    const { result } = await record(
      () => {
        const context = createStackContext(parseConfig(configWith(), "test"));
        return {
          region: context.region,
          accountId: context.accountId,
          partition: context.partition,
          dnsSuffix: context.dnsSuffix,
          arn: arnOf(context, "sqs", "queue"),
        };
      },
      { where: targetElsewhere },
    );

    expect(result).to.deep.equal({ ...targetElsewhere, arn: "arn:aws-cn:sqs:cn-north-1:999988887777:queue" });
  });

  it("gives names and tags of its environment", async () => {
    const { result } = await record(() => {
      const context = createStackContext(parseConfig(configWith({ environmentSuffix: "pr-12" }), "test"));
      return { name: physicalNameIn(context, "table", "orders-table"), tags: context.tags };
    });

    expect(result.name).to.equal("orders-table-pr-12");
    expect(result.tags.Environment).to.equal("pr-12");
  });

  it("declares nothing", async () => {
    const { resources } = await record(() => {
      createStackContext(parseConfig(configWith(), "test"));
    });

    expect(resources.map((resource) => resource.type)).to.deep.equal(["pulumi:pulumi:Stack"]);
    expect(target.region).to.not.equal("us-east-1");
  });
});
