import { expect } from "chai";
import { allowPlainHttp, type WidenedGrant, widenGrants } from "../../../local/deploy/widened-grants";

function widen(...statements: unknown[]) {
  const grants: WidenedGrant[] = [];
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const result = widenGrants({ role: "r", policy: "p" }, document, (grant) => grants.push(grant));
  return { grants, document, result, statements: JSON.parse(result).Statement };
}

describe("statements that the emulator denies wrongly", () => {
  it("leave every other statement untouched, to the byte", () => {
    const { result, document, grants } = widen(
      { Effect: "Allow", Action: ["dynamodb:PutItem"], Resource: "arn:t", Condition: { StringEquals: { a: "b" } } },
      { Effect: "Allow", Action: "cloudwatch:GetMetricData", Resource: "*" },
    );

    expect(result).to.equal(document);
    expect(grants).to.deep.equal([]);
  });

  it("lose the resources of sending email, and the conditions that the emulator cannot judge", () => {
    const condition = { StringEquals: { "ses:FromAddress": "a@b.c" }, Bool: { "aws:SecureTransport": "true" } };
    const { statements, grants } = widen({
      Effect: "Allow",
      Action: ["ses:SendEmail", "ses:SendRawEmail"],
      Resource: ["arn:identity", "arn:set"],
      Condition: condition,
    });

    expect(statements[0].Resource).to.equal("*");
    expect(statements[0].Condition).to.deep.equal({ Bool: { "aws:SecureTransport": "true" } });
    expect(grants.map(({ dropped }) => dropped)).to.deep.equal([
      "condition ses:FromAddress",
      "resources arn:identity, arn:set",
    ]);
  });

  it("lose the sources and types of events, and the recipients of emails", () => {
    const { statements, grants } = widen(
      {
        Effect: "Allow",
        Action: ["events:PutEvents"],
        Resource: ["arn:bus"],
        Condition: { StringEquals: { "events:source": "backoffice.orders", "events:detail-type": ["OrderPlaced"] } },
      },
      {
        Effect: "Allow",
        Action: ["ses:SendEmail"],
        Resource: "*",
        Condition: {
          "ForAllValues:StringEquals": { "ses:Recipients": "ops@example.com" },
          Null: { "ses:Recipients": "false" },
        },
      },
    );

    expect(statements).to.deep.equal([
      { Effect: "Allow", Action: ["events:PutEvents"], Resource: ["arn:bus"] },
      { Effect: "Allow", Action: ["ses:SendEmail"], Resource: "*" },
    ]);
    expect(grants.map(({ dropped }) => dropped)).to.deep.equal([
      "condition events:source",
      "condition events:detail-type",
      "condition ses:Recipients",
      "condition ses:Recipients",
    ]);
  });

  it("lose the namespace of metrics", () => {
    const { statements, grants } = widen({
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "Shop" } },
    });

    expect(statements[0]).to.deep.equal({ Effect: "Allow", Action: "cloudwatch:PutMetricData", Resource: "*" });
    expect(grants).to.have.length(1);
  });

  it("are never widened when they deny, or when they allow more than sending email", () => {
    const denial = { Effect: "Deny", Action: "ses:SendEmail", Resource: "arn:x" };
    const mixed = { Effect: "Allow", Action: ["ses:SendEmail", "sqs:SendMessage"], Resource: "arn:x" };

    expect(widen(denial, mixed).grants).to.deep.equal([]);
  });
});

describe("resource policies on an emulator without TLS", () => {
  const denial = {
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };

  it("lose the statement that denies plain HTTP, and nothing else", () => {
    const grants: WidenedGrant[] = [];
    const other = { Effect: "Deny", Principal: "*", Action: "sqs:SendMessage", Condition: { Bool: { x: "false" } } };
    const document = JSON.stringify({ Statement: [denial, other] });

    const result = allowPlainHttp("queues", document, (grant) => grants.push(grant));

    expect(JSON.parse(result)).to.deep.equal({ Statement: [other] });
    expect(grants).to.have.length(1);
    expect(grants[0]).to.include({ role: "policies of queues" });
  });

  it("keep a denial that depends on anything more", () => {
    const narrower = { ...denial, Condition: { ...denial.Condition, StringEquals: { "aws:PrincipalArn": "arn:x" } } };
    const document = JSON.stringify({ Statement: [narrower] });

    expect(allowPlainHttp("queues", document, () => expect.fail("nothing is dropped"))).to.equal(document);
  });
});
