import { expect } from "chai";
import { dashboardUrl } from "../../aws/console";
import { isRegionForm, isServicePrincipal, partitionOf, regionalHost } from "../../aws/partitions";
import { partitions } from "../support/partitions";

describe("partitions", () => {
  it("follow from the region, each with its suffix", () => {
    expect(partitions.map(({ region }) => partitionOf(region))).to.deep.equal(
      partitions.map(({ name, dnsSuffix }) => ({ name, dnsSuffix })),
    );
  });

  it("follow from the form of an unknown region", () => {
    const names = [
      "eusc-de-north-3",
      "us-isof-nowhere-7",
      "cn-south-9",
      "us-gov-central-2",
      "mx-west-4",
      "moon-base-1",
    ];
    expect(names.map((region) => partitionOf(region).name)).to.deep.equal([
      ...["aws-eusc", "aws-iso-f", "aws-cn", "aws-us-gov", "aws", "aws"],
    ]);
  });

  it("end the hosts of services", () => {
    expect(regionalHost("logs", "eusc-de-east-1")).to.equal("logs.eusc-de-east-1.amazonaws.eu");
    expect(regionalHost("sqs", "us-iso-west-1")).to.equal("sqs.us-iso-west-1.c2s.ic.gov");
  });

  it("have regions of one form, which resources of other names do not have", () => {
    for (const { region } of partitions) expect(isRegionForm(region), region).to.equal(true);
    for (const text of ["", "global", "eu-central", "eu_central_1", "EU-CENTRAL-1", "eu-central-1a", "*"])
      expect(isRegionForm(text), text).to.equal(false);
  });
});

describe("service principals", () => {
  it("end in amazonaws.com everywhere, or name their region and its partition", () => {
    const own = partitions.map(({ region, dnsSuffix }) => `logs.${region}.${dnsSuffix}`);
    for (const text of ["sns.amazonaws.com", "ops.apigateway.amazonaws.com", "ec2.amazonaws.com.cn", ...own])
      expect(isServicePrincipal(text), text).to.equal(true);
  });

  it("are no other hosts, and no host of another partition", () => {
    const others = ["*", "*.amazonaws.com", "amazonaws.com", "sns.amazonaws.com.example", "sns.example.com", "sns"];
    const strangers = ["logs.eu-central-1.amazonaws.eu", "logs.eusc-de-east-1.c2s.ic.gov", "a.b.amazonaws.eu"];
    for (const text of [...others, ...strangers]) expect(isServicePrincipal(text), text).to.equal(false);
  });
});

describe("the console's address", () => {
  it("is known where AWS publishes it, and else is one within the console", () => {
    const urls = partitions.map(({ name, region }) => dashboardUrl(name, region, "d"));
    const at = (region: string, host: string) =>
      `https://${region}.${host}/cloudwatch/home?region=${region}#dashboards/dashboard/d`;
    expect(urls).to.deep.equal([
      at("eu-central-1", "console.aws.amazon.com"),
      at("cn-north-1", "console.amazonaws.cn"),
      at("us-gov-west-1", "console.amazonaws-us-gov.com"),
      at("eusc-de-east-1", "console.amazonaws-eusc.eu"),
      ...Array.from({ length: 4 }, () => "#dashboards/dashboard/d"),
    ]);
  });
});
