import { expect } from "chai";
import { readAppSpec, writeAppSpec } from "../../aws/app-spec";

const spec = { functionName: "orders-create-dev", alias: "live", current: "3", target: "4" };

describe("an AppSpec", () => {
  it("says which alias of which function goes from which version to which, in texts", () => {
    expect(JSON.parse(writeAppSpec(spec))).to.deep.equal({
      version: "0.0",
      Resources: [
        {
          "orders-create-dev": {
            Type: "AWS::Lambda::Function",
            Properties: { Name: "orders-create-dev", Alias: "live", CurrentVersion: "3", TargetVersion: "4" },
          },
        },
      ],
    });
  });

  it("is read as it was written, and nothing else is", () => {
    expect(readAppSpec(writeAppSpec(spec))).to.deep.equal(spec);
    for (const other of ["", "{", "{}", '{"Resources":[]}', '{"Resources":[{}]}', '{"Resources":[{"a":{"Type":"x"}}]}'])
      expect(readAppSpec(other), other).to.equal(undefined);
  });
});
