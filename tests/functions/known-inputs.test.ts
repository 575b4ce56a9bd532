// Inputs that once came out wrong, as partners and people really sent them.
import { expect } from "chai";
import { deepValues } from "./shared/deep-values";
import { detail, envelope } from "./shipments/support/events";
import { createWorld } from "./shipments/support/world";

describe("inputs that once came out wrong", () => {
  for (const note of ["%40", "%2540", "a%40b.", "=40", "&#64;", "\\u0040", "@"]) {
    it(`63 KB of ${note} in a carrier's event: its dead letter and its alert come at the first receive, and good events pass`, async () => {
      const world = createWorld();
      const bad = [1, 2, 3, 4].map((index) => ({
        id: `bad-${index}`,
        body: envelope(
          detail({
            eventId: `ev-bad-${index}`,
            status: "TELEPORTED",
            note: note.repeat(Math.ceil(63_000 / note.length)),
          }),
          `bad-${index}`,
        ),
      }));
      const good = Array.from({ length: 10 }, (_, index) => ({
        id: `good-${index}`,
        body: envelope(detail({ eventId: `ev-good-${index}`, shipmentId: `shp-${index}` }), `good-${index}`),
      }));
      expect(await world.receive(...bad, ...good)).to.deep.equal([]);
      expect(world.letters.map(({ reason }) => reason)).to.deep.equal(Array(4).fill("INVALID_MESSAGE"));
      expect(world.notifications).to.have.lengthOf(4);
      expect(world.items().filter(({ sk }) => sk === "STATE")).to.have.lengthOf(10);
    });
  }

  for (const { shape, inPlaceOfAt } of deepValues) {
    it(`a carrier's event with ${shape} in place of its status: its dead letter and its one alert come at the first receive`, async () => {
      const world = createWorld();
      const body = inPlaceOfAt(envelope(detail({ eventId: "ev-deep", status: "@" }), "deep"));
      expect(await world.receive({ id: "deep", body })).to.deep.equal([]);
      expect(world.letters.map(({ reason }) => reason)).to.deep.equal(["INVALID_MESSAGE"]);
      expect(world.notifications.map(({ details }) => details.eventId)).to.deep.equal(["ev-deep"]);
    });

    it(`a carrier's event with ${shape} in a field that nobody reads, or in its location, is recorded`, async () => {
      const world = createWorld();
      const good = { eventId: "ev-note", shipmentId: "shp-note" };
      const note = { id: "note", body: inPlaceOfAt(envelope(detail({ ...good, note: "@" }), "note")) };
      const location = {
        id: "location",
        body: inPlaceOfAt(envelope(detail({ eventId: "ev-2", location: "@" }), "location")),
      };
      expect(await world.receive(note, location)).to.deep.equal([]);
      expect(world.letters).to.deep.equal([]);
      expect(world.items().filter(({ sk }) => sk === "STATE")).to.have.lengthOf(2);
    });
  }
});
