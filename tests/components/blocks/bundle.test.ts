import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { build, bundleFunctions, sourceMaps } from "../../../components/blocks/bundle";
import { codeArchive } from "../../../components/blocks/code-archive";
import { buildNamedIn, buildOf } from "../../../components/blocks/source-maps";
import { functionEntries } from "../../../components/functions";
import { projectRoot } from "../../../launch/project-root.cjs";

describe("the functions' bundles", () => {
  // One build for all of these: it takes most of a second.
  const bundles = build();

  it("are one for each function", () => {
    expect(Object.keys(bundles)).to.deep.equal([...functionEntries]);
  });

  it("are the same bytes at every build, kept or not", () => {
    expect(build()).to.deep.equal(bundles);
    expect(bundleFunctions()).to.deep.equal(bundles);
    expect(bundleFunctions()).to.deep.equal(bundles);
  });

  for (const entry of functionEntries) {
    it(`fit 500 kB, well inside the budget of 650: ${entry}`, () => {
      expect(Buffer.byteLength(bundles[entry].text)).to.be.at.most(500_000);
      expect(Object.values(bundles[entry].inputs).reduce((sum, bytes) => sum + bytes, 0)).to.be.at.most(500_000);
    });

    it(`hold nothing of this machine: ${entry}`, () => {
      expect(bundles[entry].text).to.not.include(projectRoot);
      expect(
        Object.keys(bundles[entry].inputs).filter((input) => !/^(functions|node_modules)\//.test(input)),
      ).to.deep.equal([]);
    });

    it(`name their build, which is the hash of the code before: ${entry}`, () => {
      const { text } = bundles[entry];
      const code = text.slice(0, text.lastIndexOf("//# sourceURL="));
      expect(text.slice(code.length)).to.equal(`//# sourceURL=/var/task/${entry}-${buildOf(code)}.js\n`);
      expect(buildNamedIn(text)).to.equal(buildOf(code));
    });

    it(`have a map beside them, of sources of this project and without their text: ${entry}`, () => {
      const map = sourceMaps().find(buildNamedIn(bundles[entry].text) ?? "");
      const foreign = map?.sources.filter((source) => !/^(functions|node_modules)\//.test(source));
      expect(foreign).to.deep.equal([]);
      expect(map?.sources).to.include(`functions/${entry}/index.ts`);
      expect(map).to.not.have.property("sourcesContent");
      expect(bundles[entry].text).to.not.contain("sourceMappingURL");
    });

    it(`take the packages' ES modules where there are any: ${entry}`, () => {
      const commonJs = Object.keys(bundles[entry].inputs).filter((input) =>
        /@(aws-sdk|smithy)\/.*\/dist-cjs\//.test(input),
      );
      expect(commonJs).to.deep.equal([]);
    });

    it(`leave out the translations of zod's messages: ${entry}`, () => {
      const locales = Object.entries(bundles[entry].inputs).filter(([input]) => /zod\/.*\/locales\//.test(input));
      expect(locales.map(([input]) => input).filter((input) => !/\/(en|index)\.js$/.test(input))).to.deep.equal([]);
    });

    it(`export an asynchronous handler: ${entry}`, () => {
      expect(bundles[entry].text).to.match(/handler:\(\)=>/);
    });
  }

  it("go to Lambda as one file that is made in memory", async () => {
    const archive = codeArchive({ text: "exports.handler = async () => {};", inputs: {}, sources: [] });

    expect(archive).to.be.instanceOf(pulumi.asset.AssetArchive);
    const files = archive instanceof pulumi.asset.AssetArchive ? await archive.assets : {};
    expect(Object.keys(files)).to.deep.equal(["index.js"]);
    const file = files["index.js"];
    expect(file instanceof pulumi.asset.StringAsset && (await file.text)).to.equal("exports.handler = async () => {};");
  });
});
