import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createStackReader } from "../../cli/stack-trace";
import { bundleFunctions, type SourceMaps, sourceMaps } from "../../components/blocks/bundle";
import { buildNamedIn } from "../../components/blocks/source-maps";
import { projectRoot } from "../../launch/project-root.cjs";

/** Stack of a function that ends at its start, for it has none of its variables. */
function realStack(): string {
  const folder = mkdtempSync(join(tmpdir(), "backoffice-stack-"));
  try {
    const file = join(folder, "index.js");
    writeFileSync(file, bundleFunctions()["monitoring/simulator"].text);
    createRequire(file)(file);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? "") : "";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return "";
}

const unknown = "Error: no\n    at b (/var/task/orders/create-0123456789abcdef.js:1:234)";
const never = () => {
  throw new Error("the maps were asked for");
};

describe("a stack of a deployed function", () => {
  it("names TypeScript files and lines, and the first of our own as its place", () => {
    const stack = realStack();
    expect(stack).to.contain("/var/task/monitoring/simulator-");

    const reader = createStackReader();
    const { text, place = "" } = reader.read(stack);

    const [, file = "", line = ""] = /^(functions\/shared\/env\.ts):(\d+)$/.exec(place) ?? [];
    const source = readFileSync(join(projectRoot, file), "utf8").split("\n")[Number(line) - 1];
    expect(source).to.contain("throw new EnvironmentError(");
    expect(text)
      .to.contain(`(${place}:`)
      .and.to.match(/functions\/monitoring\/simulator\/index\.ts:\d+:\d+/);
    expect(text).to.not.contain("/var/task");
    expect(reader.notices()).to.deep.equal([]);
  });

  it("is read by the map of its own build, and says that this checkout builds another", () => {
    const earlier: SourceMaps = { find: sourceMaps().find, isCurrent: () => false };
    const build = buildNamedIn(bundleFunctions()["monitoring/simulator"].text);

    const reader = createStackReader(() => earlier);

    expect(reader.read(realStack()).place).to.match(/^functions\/shared\/env\.ts:\d+$/);
    expect(reader.notices()).to.deep.equal([
      `monitoring/simulator was build ${build} when it failed; this checkout builds another: lines are those of the sources at that time`,
    ]);
  });

  it("stays as it is where nobody has the map, and that is said once", () => {
    const reader = createStackReader();

    expect(reader.read(unknown)).to.deep.equal({ text: unknown });
    expect(reader.read(unknown)).to.deep.equal({ text: unknown });
    expect(reader.notices()).to.have.length(1);
    expect(reader.notices()[0]).to.contain("orders/create was build 0123456789abcdef when it failed");
  });

  it("that is of no bundle is left alone, and nothing is built for it", () => {
    const plain = "Error: no\n    at handler (/var/task/index.js:1:2)\n    at node:internal/process:1:2";

    expect(createStackReader(never).read(plain)).to.deep.equal({ text: plain });
  });
});
