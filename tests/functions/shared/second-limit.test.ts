import { expect } from "chai";
import fc from "fast-check";
import { createSecondLimit } from "../../../functions/shared/second-limit";

describe("a limit by the second", () => {
  it("lets no second have more than it allows, and accounts for everything that it left out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(400), { maxLength: 300 }), (most, steps) => {
        const roomAt = createSecondLimit(most);
        const taken = new Map<number, number>();
        let now = 0;
        let refused = 0;
        let reported = 0;
        for (const step of steps) {
          now += step;
          const room = roomAt(now);
          const second = Math.floor(now / 1000);
          if (room.taken) {
            taken.set(second, (taken.get(second) ?? 0) + 1);
            reported += room.leftOut;
            expect(reported).to.equal(refused);
          } else {
            refused++;
            expect(taken.get(second)).to.equal(most);
          }
        }
        expect(Math.max(0, ...taken.values())).to.be.at.most(most);
      }),
    );
  });
});
