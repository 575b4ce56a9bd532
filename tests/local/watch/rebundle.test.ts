import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { buildSync } from "esbuild";
import { type Bundle, buildOptions, builtOf } from "../../../components/blocks/bundle";
import type { FunctionEntry } from "../../../components/functions";
import { createRebundler, type Rebundler } from "../../../local/watch/rebundle";

const create: FunctionEntry = "orders/create";
const get: FunctionEntry = "orders/get";
const entries = [create, get];

describe("functions that are bundled again", () => {
  let root: string;
  let rebundler: Rebundler;

  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  const texts = (bundles: ReadonlyMap<FunctionEntry, Bundle>) =>
    Object.fromEntries([...bundles].map(([entry, { text }]) => [entry, /=>("[^"]*")/.exec(text)?.[1]]));

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "backoffice-watch-"));
    await write("functions/shared/word.ts", 'export const word = "one";');
    await write("functions/shared/types.ts", "export interface Order { id: string }");
    await write(
      "functions/orders/create/index.ts",
      'import { word } from "../../shared/word";\nexport const handler = () => word;',
    );
    await write("functions/orders/get/index.ts", 'export const handler = () => "got";');
    const { bundles } = builtOf(buildSync(buildOptions(entries, root)), entries, root);
    rebundler = createRebundler(Object.fromEntries(bundles), root);
  });
  afterEach(async () => {
    await rebundler.close();
    rmSync(root, { recursive: true });
  });

  it("are those that hold the changed file, and no others", async () => {
    expect(rebundler.affectedBy("functions/shared/word.ts")).to.deep.equal([create]);
    expect(rebundler.affectedBy("functions/orders/get/index.ts")).to.deep.equal([get]);
    expect(rebundler.affectedBy("functions/shared/types.ts")).to.deep.equal([]);

    await write("functions/shared/word.ts", 'export const word = "two";');
    const { bundles, maps } = await rebundler.rebuild([create]);

    expect(texts(bundles)).to.deep.equal({ [create]: '"two"' });
    expect([...maps.values()].map((map) => JSON.parse(map).sources)).to.deep.equal([
      ["functions/orders/create/index.ts"],
    ]);
  });

  it("hold a file from the moment on that they import it", async () => {
    await write(
      "functions/orders/get/index.ts",
      'import { word } from "../../shared/word";\nexport const handler = () => word;',
    );
    await rebundler.rebuild([get]);

    expect(rebundler.affectedBy("functions/shared/word.ts")).to.deep.equal([create, get]);
  });

  it("are given back until they are deployed, and then only when they change", async () => {
    await write("functions/shared/word.ts", 'export const word = "two";');
    const first = await rebundler.rebuild([create]);
    expect(texts((await rebundler.rebuild([create])).bundles)).to.deep.equal({ [create]: '"two"' });

    for (const [entry, bundle] of first.bundles) rebundler.deployed(entry, bundle);

    expect(texts((await rebundler.rebuild([create])).bundles)).to.deep.equal({});
  });

  it("hold what was saved right after a mistake, although one of them takes longer to see the mistake", async () => {
    const files = Array.from({ length: 200 }, (_, index) => `file${index}`);
    const writeAll = (text: string) =>
      Promise.all(files.map((file) => write(`functions/shared/${file}.ts`, `export const ${file} = "${text}";`)));
    const imports = files.map((file) => `export { ${file} } from "../../shared/${file}";`).join("\n");
    const handler = 'import { word } from "../../shared/word";\nexport const handler = () => word;';
    await write("functions/orders/create/index.ts", handler);
    await write("functions/orders/get/index.ts", `${handler}\n${imports}`);

    for (const character of ["a", "b", "c"]) {
      // They are read again, and the one function has failed while the other is still being built.
      await writeAll(character.repeat(20_000));
      await write("functions/shared/word.ts", "export const word = ");
      const failure = await rebundler.rebuild(entries).catch((error: unknown) => error);
      await write("functions/shared/word.ts", `export const word = "${character}";`);
      const { bundles } = await rebundler.rebuild(entries);

      expect(failure).to.be.instanceOf(Error);
      expect(texts(bundles)).to.deep.equal({ [create]: `"${character}"`, [get]: `"${character}"` });
    }
  });

  it("are tried again with every file for as long as they do not compile", async () => {
    await write(
      "functions/orders/create/index.ts",
      'import { word } from "../../shared/new";\nexport const handler = () => word;',
    );
    const refused = await rebundler.rebuild([create]).then(
      () => undefined,
      (error: {
        readonly errors: readonly {
          readonly text: string;
          readonly location: { readonly file: string; readonly line: number };
        }[];
      }) => error.errors[0],
    );
    expect(refused).to.deep.include({ text: 'Could not resolve "../../shared/new"' });
    expect(refused?.location).to.include({ file: "functions/orders/create/index.ts", line: 1 });

    await write("functions/shared/new.ts", 'export const word = "new";');

    expect(rebundler.affectedBy("functions/shared/new.ts")).to.deep.equal([create]);
    expect(texts((await rebundler.rebuild([create])).bundles)).to.deep.equal({ [create]: '"new"' });
    expect(rebundler.affectedBy("functions/shared/other.ts")).to.deep.equal([]);
  });

  it("are refused with a file from outside, even where only its constants are used and no byte of it is left", async () => {
    await write("aws/limits.ts", "export const most = 10;");
    await write(
      "functions/orders/get/index.ts",
      'import { most } from "../../../aws/limits";\nexport const handler = () => most;',
    );

    const refused = await rebundler.rebuild([get]).catch((error: Error) => error.message);

    expect(refused).to.equal(
      "functions/orders/get imports aws/limits.ts: functions import only from functions/ and from packages",
    );
  });
});
