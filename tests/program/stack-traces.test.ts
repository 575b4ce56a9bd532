import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
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

  it("are not recorded for the promises of the SDK, which it still wraps", async () => {
    const sdk = createRequire(join(projectRoot, "package.json"))("@pulumi/pulumi/runtime/debuggable");
    const { stackTraceLimit } = Error;
    const limits: number[] = [];
    const wrapped = (): Promise<string> => {
      const promise = new Proxy(Promise.resolve("value"), {
        get: (target, name) => {
          const found: unknown = Reflect.get(target, name);
          return typeof found === "function" ? found.bind(target) : found;
        },
        defineProperty: (target, name, property) => {
          limits.push(Error.stackTraceLimit);
          return Reflect.defineProperty(target, name, property);
        },
      });
      return sdk.debuggablePromise(promise, "a promise");
    };

    const restore = cheapenStackTraces();
    const value = await wrapped();
    const inside = Error.stackTraceLimit;
    restore();
    const [during] = limits.splice(0);
    await wrapped();

    expect(value).to.equal("value");
    expect(during).to.equal(0);
    expect(inside).to.equal(4);
    expect(limits[0]).to.equal(stackTraceLimit);
  });
});
