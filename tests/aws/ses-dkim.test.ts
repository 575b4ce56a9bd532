import { expect } from "chai";
import { dkimDomain, dkimRecords } from "../../aws/ses-dkim";

describe("DKIM records", () => {
  it("lead to the domain of the region: most share one, some have their own, and of others nothing is claimed", () => {
    expect(dkimDomain("eu-central-1")).to.equal("dkim.amazonses.com");
    expect(dkimDomain("us-gov-west-1")).to.equal("dkim.amazonses.com");
    expect(dkimDomain("eu-central-2")).to.equal("dkim.eu-central-2.amazonses.com");
    expect(dkimDomain("us-gov-east-1")).to.equal("dkim.us-gov-east-1.amazonses.com");
    expect(dkimDomain("eusc-de-east-1")).to.equal(undefined);
    expect(dkimDomain("cn-north-1")).to.equal(undefined);
  });

  it("are one for each token, whole", () => {
    expect(dkimRecords("example.com", ["one", "two"], "af-south-1")).to.deep.equal([
      { name: "one._domainkey.example.com", type: "CNAME", value: "one.dkim.af-south-1.amazonses.com" },
      { name: "two._domainkey.example.com", type: "CNAME", value: "two.dkim.af-south-1.amazonses.com" },
    ]);
    expect(dkimRecords("example.com", [], "eu-central-1")).to.deep.equal([]);
    expect(dkimRecords("example.com", ["one"], "eusc-de-east-1")).to.deep.equal([]);
  });
});
