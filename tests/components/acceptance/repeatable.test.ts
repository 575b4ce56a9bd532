// Point 20 of the acceptance list, and X20: two runs ask for the same.
import { expect } from "chai";
import { runProgram, type StackName } from "../../support/pulumi";

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`a second deployment of ${stack}`, () => {
    it("changes nothing", async () => {
      const runs = [await runProgram(stack), await runProgram(stack)];

      const [first, second] = runs.map(({ resources }) =>
        resources.toSorted((left, right) => (left.urn < right.urn ? -1 : 1)),
      );
      expect(JSON.stringify(second)).to.equal(JSON.stringify(first));
    });
  });
}
