import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { checkCaller, WrongAccountError } from "../../../ops/stack/identity";
import { partitions } from "../../support/partitions";

function sts(account: string, partition = "aws") {
  return {
    send: async (command: unknown) => {
      expect(command).to.be.instanceOf(GetCallerIdentityCommand);
      return { Account: account, Arn: `arn:${partition}:sts::${account}:assumed-role/operator/ann` } as never;
    },
  };
}

describe("the caller of a command", () => {
  it("is of the stack's account and partition", async () => {
    for (const { name, region } of partitions)
      await checkCaller(sts("111122223333", name), { accountId: "111122223333", region });
  });

  it("is refused when the account is another one, and both are named", async () => {
    const thrown: unknown = await checkCaller(sts("444455556666"), {
      accountId: "111122223333",
      region: "eu-central-1",
    }).catch((error: unknown) => error);

    expect(thrown).to.be.instanceOf(WrongAccountError);
    expect(String(thrown))
      .to.contain("account 111122223333, the credentials are of account 444455556666")
      .and.to.contain("Nothing was read or changed");
  });

  it("is refused when the partition is another one", async () => {
    const thrown: unknown = await checkCaller(sts("111122223333"), {
      accountId: "111122223333",
      region: "eusc-de-east-1",
    }).catch((error: unknown) => error);

    expect(String(thrown)).to.contain("partition aws-eusc (eusc-de-east-1), the credentials are of partition aws ");
  });
});
