import { expect } from "chai";
import { readSettings, settingsText, type TableSettings } from "../../../ops/restore/table-settings";

describe("what a replaced table had, in a tag of its copy", () => {
  const all: readonly TableSettings[] = [
    { stream: "NEW_AND_OLD_IMAGES", expiry: "expiresAt", recovery: true, protection: true },
    { expiry: "expiresAt", recovery: true, protection: false },
    { recovery: false, protection: false },
  ];

  for (const settings of all) {
    it(`is read as it was written: ${settingsText(settings)}`, () => {
      expect(readSettings(settingsText(settings))).to.deep.equal(settings);
      // Characters and length that AWS takes in a tag's value.
      expect(settingsText(settings)).to.match(/^[\w .:/=+@-]{1,256}$/);
    });
  }

  it("is refused where somebody else wrote it", () => {
    for (const text of ["", "recovery=true", "stream=ALL recovery=true protection=true"])
      expect(() => readSettings(text), text).to.throw("the copy's tag does not say what the table had");
  });
});
