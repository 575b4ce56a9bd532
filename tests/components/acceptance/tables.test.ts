// Point 18 of the acceptance list: keys only, encrypted, restorable, protected.
import { expect } from "chai";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName, target } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";
import { arn } from "../../support/pulumi-states";
import { expectedPipelines } from "../expected/pipelines";
import { index, key, ttl } from "../expected/tables";

const changesOfOrders = {
  hashKey: "orderId",
  rangeKey: "version",
  attributes: [key("orderId"), key("version", "N")],
  globalSecondaryIndexes: [],
  ...ttl,
};

const tables: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "confirmations-deliveries": {
    hashKey: "orderId",
    attributes: [key("orderId"), key("address"), key("updatedAt")],
    globalSecondaryIndexes: [index("AddressIndex", "address", "updatedAt")],
    ...ttl,
  },
  "confirmations-suppressions": { hashKey: "address", attributes: [key("address")], globalSecondaryIndexes: [] },
  "monitoring-errors": {
    hashKey: "errorId",
    attributes: [key("errorId"), key("functionName"), key("timestamp")],
    globalSecondaryIndexes: [index("FunctionNameIndex", "functionName", "timestamp")],
    ...ttl,
  },
  "orders-audit": {
    hashKey: "orderId",
    rangeKey: "version",
    attributes: [key("orderId"), key("version", "N"), key("actor"), key("at")],
    globalSecondaryIndexes: [index("ActorIndex", "actor", "at")],
    ...ttl,
  },
  "orders-table": {
    hashKey: "orderId",
    attributes: [key("orderId"), key("customerId"), key("createdAt")],
    globalSecondaryIndexes: [index("CustomerIndex", "customerId", "createdAt")],
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    ...ttl,
  },
  "shipments-table": {
    hashKey: "pk",
    rangeKey: "sk",
    attributes: [key("pk"), key("sk"), key("status"), key("timestamp"), key("orderId")],
    globalSecondaryIndexes: [index("StatusIndex", "status", "timestamp"), index("OrderIndex", "orderId", "timestamp")],
    ...ttl,
  },
  ...Object.fromEntries(orderRecorders.map((name) => [`${name}-table`, changesOfOrders])),
  ...Object.fromEntries(expectedPipelines.flatMap(({ tables: own }) => Object.entries(own))),
};

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  const kept = stack === "prod";

  describe(`tables in ${stack}`, () => {
    it("are exactly these, encrypted, restorable and paid by request", async () => {
      const { resources, result } = await program(stack);

      const actual = ofType(resources, "aws:dynamodb/table:Table").map(({ name, inputs }) => [name, inputs]);
      const common = (name: string) => ({
        name: `${name}-${stack}`,
        billingMode: "PAY_PER_REQUEST",
        serverSideEncryption: { enabled: true, kmsKeyArn: (result.stack as Record<string, unknown>).keyArn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: kept,
        tags: { Environment: stack, Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" },
      });
      const wanted = Object.entries(tables).map(([name, own]) => [name, { ...common(name), ...own }]);
      expect(actual).to.have.deep.members(wanted);
    });

    it(`are ${kept ? "protected and stay, with their key," : "freely destroyed"} when the stack goes`, async () => {
      const { resources } = await program(stack);

      const stateful = [
        ...ofType(resources, "aws:dynamodb/table:Table"),
        the(resources, "aws:kms/key:Key", "backoffice-key"),
      ];
      expect(stateful).to.have.length(Object.keys(tables).length + 1);
      for (const { urn, protect, retainOnDelete } of stateful) {
        expect({ protect, retainOnDelete }, urn).to.deep.equal({ protect: kept, retainOnDelete: kept });
      }
    });

    it("and the account's log role are all that stays", async () => {
      const { resources } = await program(stack);

      const staying = resources.filter(({ retainOnDelete }) => retainOnDelete).map(({ name }) => name);
      const always = ["orders-api-account", "orders-api-account-policy", "orders-api-account-role"];
      // A bucket that stays keeps what makes it private, encrypted and forgetful.
      const bucket = ["", "-access", "-encryption", "-expiry", "-ownership", "-policy", "-versions"];
      const data = [
        ...Object.keys(tables),
        "backoffice-key",
        "monitoring-backup-vault",
        ...bucket.map((part) => `monitoring-trail-bucket${part}`),
      ];
      expect(staying).to.have.members(kept ? [...always, ...data] : always);
    });

    it(`${kept ? "are all" : "are not"} backed up, and their backups restored`, async () => {
      const { resources } = await program(stack);

      const of = (type: string, property: string) => ofType(resources, type).map(({ inputs }) => inputs[property]);
      const arns = of("aws:dynamodb/table:Table", "name").map((name) =>
        arn("dynamodb", `table/${String(name)}`, target),
      );
      const [backed] = of("aws:backup/selection:Selection", "resources");
      const [tested] = of("aws:backup/restoreTestingSelection:RestoreTestingSelection", "protectedResourceArns");
      expect(backed === undefined ? undefined : [...(backed as string[])].sort()).to.deep.equal(
        kept ? arns.sort() : undefined,
      );
      expect(tested).to.deep.equal(backed);
    });

    it(`${kept ? "are" : "are not"} recorded in CloudTrail and watched for their most used keys`, async () => {
      const { resources } = await program(stack);

      const insights = ofType(resources, "aws:dynamodb/contributorInsights:ContributorInsights").map(({ inputs }) =>
        `${inputs.tableName} ${inputs.indexName ?? ""}`.trim(),
      );
      const [trail] = ofType(resources, "aws:cloudtrail/trail:Trail");
      if (!kept) {
        expect(insights).to.deep.equal([]);
        expect(trail).to.equal(undefined);
        return;
      }
      expect(insights).to.have.members(["orders-table-prod", "orders-table-prod CustomerIndex"]);
      const arns = Object.keys(tables).map((name) => `arn:aws:dynamodb:eu-south-2:111122223333:table/${name}-prod`);
      expect(trail?.inputs.advancedEventSelectors).to.have.length(1);
      const recorded: string[] = JSON.stringify(trail?.inputs.advancedEventSelectors).match(/arn:[^"]+/g) ?? [];
      expect(recorded).to.have.members(arns);
    });
  });
}
