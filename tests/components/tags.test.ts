import { expect } from "chai";
import { tagsFor } from "../../components/tags";

describe("tags", () => {
  it("are the four that every taggable resource carries", () => {
    expect(tagsFor("dev")).to.deep.equal({
      Environment: "dev",
      Application: "backoffice",
      ManagedBy: "pulumi",
      "iac-rlhf-amazon": "true",
    });
  });
});
