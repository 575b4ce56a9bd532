import { expect } from "chai";
import { type ActionFacts, actionsFor, conditionKeyExists, fits } from "../../../policies/iam/reference";

async function action(name: string): Promise<ActionFacts> {
  const [found] = await actionsFor(name);
  if (found === undefined) throw new Error(`no action ${name}`);
  return found;
}

const table = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders";

describe("the reference of actions", () => {
  it("knows actions whatever their case, and the groups that a pattern stands for", async () => {
    expect((await action("DYNAMODB:putitem")).name).to.equal("dynamodb:PutItem");
    expect((await actionsFor("kms:ReEncrypt*")).map(({ name }) => name).sort()).to.deep.equal([
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ]);
    expect(await actionsFor("dynamodb:Fetch")).to.deep.equal([]);
    expect(await actionsFor("nothing:Get")).to.deep.equal([]);
  });

  it("tells looking, changing and the management of permissions apart", async () => {
    expect((await action("dynamodb:Query")).reads).to.equal(true);
    expect((await action("dynamodb:PutItem")).reads).to.equal(false);
    expect((await action("kms:CreateGrant")).permissionsManagement).to.equal(true);
    expect((await action("sns:TagResource")).tagging).to.equal(true);
  });

  it("takes an ARN for the most specific kind of resource", async () => {
    const put = await action("dynamodb:PutItem");
    expect(await fits(put, table)).to.equal(true);
    expect(await fits(put, `${table}/stream/2026`)).to.equal(false);
    expect(await fits(await action("dynamodb:Query"), `${table}/index/ByName`)).to.equal(true);
    expect(await fits(await action("logs:PutLogEvents"), "arn:aws:logs:eu-central-1:1:log-group:/x:*")).to.equal(true);
  });

  it("knows the keys of conditions: everybody's, and the action's own", async () => {
    const decrypt = [await action("kms:Decrypt")];
    expect(await conditionKeyExists("aws:SourceArn", decrypt)).to.equal(true);
    expect(await conditionKeyExists("aws:SourceArns", decrypt)).to.equal(false);
    expect(await conditionKeyExists("kms:EncryptionContext:aws:lambda:FunctionArn", decrypt)).to.equal(true);
    expect(await conditionKeyExists("ses:FromAddress", decrypt)).to.equal(false);
  });
});
