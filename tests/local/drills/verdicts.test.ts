import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { noteVerdicts, readVerdicts } from "../../../local/drills/verdicts";

describe("the last verdicts of drills", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "verdicts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are the newest of each drill, and those of others stay", () => {
    const held = { verdict: "held", problems: [], seconds: 12 } as const;
    const failed = { verdict: "failed", problems: ["an order was lost"], seconds: 30 } as const;
    noteVerdicts(
      [
        { name: "queue-age", ...failed },
        { name: "dead-letters", ...held },
      ],
      folder,
      0,
    );

    noteVerdicts([{ name: "queue-age", ...held }], folder, 60_000);

    expect(readVerdicts(folder)).to.deep.equal({
      "queue-age": { at: "1970-01-01T00:01:00.000Z", ...held },
      "dead-letters": { at: "1970-01-01T00:00:00.000Z", ...held },
    });
  });

  it("are none before the first drill, and where the file cannot be read", () => {
    expect(readVerdicts(folder)).to.deep.equal({});
    writeFileSync(join(folder, "drill-verdicts.json"), "{");
    expect(readVerdicts(folder)).to.deep.equal({});
  });
});
