import { expect } from "chai";
import * as fc from "fast-check";
import { NameError, type NameKind, physicalName } from "../../components/naming";

describe("physical names", () => {
  it("are {pipeline}-{resource}-{environmentSuffix}", () => {
    expect(physicalName("function", "orders-create", "dev")).to.equal("orders-create-dev");
    expect(physicalName("keyAlias", "backoffice-key", "prod", "alias/")).to.equal("alias/backoffice-key-prod");
    expect(physicalName("logGroup", "orders-get", "local", "/aws/lambda/")).to.equal("/aws/lambda/orders-get-local");
  });

  const limits: readonly (readonly [NameKind, number])[] = [
    ["function", 64],
    ["role", 64],
    ["policy", 128],
    ["queue", 80],
    ["topic", 256],
    ["table", 255],
    ["rule", 64],
    ["eventBus", 256],
    ["configurationSet", 64],
    ["eventDestination", 64],
    ["alarm", 255],
    ["api", 128],
    ["dashboard", 255],
    ["metricFilter", 512],
    ["logGroup", 512],
    ["trail", 128],
    ["bucket", 50],
  ];
  for (const [kind, limit] of limits) {
    it(`of a ${kind} may have ${limit} characters and no more`, () => {
      const fits = `orders-${"x".repeat(limit - "orders--dev".length)}` as const;

      expect(physicalName(kind, fits, "dev")).to.have.length(limit);
      expect(() => physicalName(kind, `${fits}x`, "dev")).to.throw(
        NameError,
        `the ${kind} name '${fits}x-dev' has ${limit + 1} characters, AWS allows ${limit}`,
      );
    });
  }

  it("count the prefix for the limit", () => {
    const logicalName = `orders-${"x".repeat(240)}` as const;

    expect(() => physicalName("keyAlias", logicalName, "development", "alias/")).to.throw(NameError, "AWS allows 256");
  });

  it("refuse a pipeline that does not exist", () => {
    const logicalName = "payments-table" as "orders-table";

    expect(() => physicalName("table", logicalName, "dev")).to.throw(
      NameError,
      "the pipeline is one of orders, confirmations",
    );
  });

  it("refuse a pipeline without a resource", () => {
    expect(() => physicalName("table", "orders-", "dev")).to.throw(NameError, "is not {pipeline}-{resource}");
  });

  it("refuse characters that AWS refuses", () => {
    expect(() => physicalName("queue", "orders-a.b", "dev")).to.throw(NameError, "has a character that AWS refuses");
    expect(() => physicalName("bucket", "orders-Trail", "dev")).to.throw(NameError, "has a character that AWS refuses");
  });

  it("never exceed the limit, whatever is asked for", () => {
    fc.assert(
      fc.property(fc.constantFrom(...limits), fc.string({ maxLength: 600 }), ([kind, limit], resource) => {
        try {
          return physicalName(kind, `orders-${resource}`, "dev").length <= limit;
        } catch (error) {
          return error instanceof NameError;
        }
      }),
    );
  });
});
