import { expect } from "chai";
import { cheapenStackTraces } from "../../program/stack-traces";

describe("stack traces while a program is run", () => {
  it("are written out for errors that say something only, and as before afterwards", () => {
    const { stackTraceLimit, prepareStackTrace } = Error;
    const { sourceMapsEnabled } = process;

    const restore = cheapenStackTraces();
    const [silent, telling] = [new Error().stack, new TypeError("a bad value").stack];
    restore();

    expect(silent).to.equal("");
    expect(telling).to.match(/^TypeError: a bad value\n {4}at .*stack-traces/);
    expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
    expect(Error.prepareStackTrace).to.equal(prepareStackTrace);
    expect(process.sourceMapsEnabled).to.equal(sourceMapsEnabled);
    expect(new Error("").stack).to.contain("stack-traces.test.ts");
  });
});
