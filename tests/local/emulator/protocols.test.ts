import { expect } from "chai";
import { inPython } from "./in-python";

/** As botocore names them; at least one for each protocol. */
const services = [
  ...[
    "iam",
    "sts",
    "sqs",
    "sns",
    "lambda",
    "dynamodb",
    "dynamodbstreams",
    "events",
    "kms",
    "ses",
    "sesv2",
    "apigateway",
  ],
  ...["logs", "cloudwatch", "s3", "backup", "cloudtrail", "wafv2", "budgets", "stepfunctions", "ec2"],
];

/** With the emulator's look at models replaced. */
const before = `
import ministack.core.responses as responses
whole = responses._service_model
own["install"]()
services = ${JSON.stringify(services)}
`;
const said = (script: string) => inPython("protocols.py", before + script);

describe("the protocol of a service in the emulator", () => {
  it("is what botocore's model of the service says", async () => {
    const found = await said(`
import botocore.session
session = botocore.session.get_session()
keys = ["protocol", "jsonVersion", "apiVersion"]
def facts(metadata): return [metadata.get(key) for key in keys]
print(json.dumps({name: [facts(own["metadata_of"](name)), facts(session.get_service_model(name).metadata)] for name in services}))`);

    const pairs = Object.entries(found as Record<string, readonly [readonly string[], readonly string[]]>);
    expect(pairs.map(([name]) => name)).to.deep.equal(services);
    for (const [name, [ours, botocores]] of pairs) expect(ours, name).to.deep.equal(botocores);
    expect(new Set(pairs.map(([, [[protocol]]]) => protocol)).size).to.be.at.least(5);
  });

  it("is known without botocore, which is read for what else a model has", async () => {
    const found = await said(`
model = responses._service_model("sqs")
before = "botocore.session" in sys.modules
print(json.dumps([model.metadata["protocol"], before, "SendMessage" in model.operation_names, "botocore.session" in sys.modules]))`);

    expect(found).to.deep.equal(["json", false, true, true]);
  });

  it("of a service that nobody knows is unknown, as before", async () => {
    expect(await said(`print(json.dumps([responses._service_model("nothing"), whole("nothing")]))`)).to.deep.equal([
      ...[null, null],
    ]);
  });
});
