import { expect } from "chai";
import { placesOf, typeErrors } from "../../support/overlay";

describe("a field that a notification gets", () => {
  it("does not compile when only the message has it, and every place where somebody must decide is named", () => {
    const edit = {
      file: "functions/contracts/notification.ts",
      from: "  source: line(100),\n",
      to: "  source: line(100),\n  link: usable(z.string()),\n",
    };

    expect(placesOf(typeErrors([edit], ["functions/notifications/processor/index.ts"]))).to.deep.equal([
      "functions/notifications/channels/fallback-email.ts",
      "functions/notifications/channels/rooms.ts",
      "functions/notifications/kept.ts",
      "functions/notifications/store/notifications.ts",
    ]);
  });
});
