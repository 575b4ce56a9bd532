import { expect } from "chai";
import { FaultRuleError, readFaultRule } from "../../../ops/faults/rule";

describe("a fault rule", () => {
  it("meets every call of every function, always, until it is said otherwise", () => {
    expect(readFaultRule({ effect: "throttle", forSeconds: 60 })).to.deep.equal({
      effect: "throttle",
      forSeconds: 60,
      rate: 1,
      seed: 1,
    });
  });

  it("keeps everything that it says", () => {
    const rule = {
      ...{ id: "slow", function: "orders-create", service: "dynamodb", action: "PutItem", resource: "orders-table" },
      ...{ effect: "delay", delayMs: 2_500, rate: 0.05, times: 3, forSeconds: 30, seed: 7 },
    };

    expect(readFaultRule(rule)).to.deep.equal(rule);
  });

  for (const [rule, problem] of [
    [
      { forSeconds: 1 },
      "effect must be one of error, throttle, delay, refuse, lose-answer, hang, truncate, partial-failure, kill, nothing given",
    ],
    [
      { effect: "boom", forSeconds: 1 },
      'effect must be one of error, throttle, delay, refuse, lose-answer, hang, truncate, partial-failure, kill, "boom" given',
    ],
    [{ effect: "refuse" }, "forSeconds must be a whole number from 1 to 86400, nothing given"],
    [{ effect: "refuse", forSeconds: 0 }, "forSeconds must be a whole number from 1 to 86400, 0 given"],
    [{ effect: "refuse", forSeconds: 86_401 }, "forSeconds must be a whole number from 1 to 86400, 86401 given"],
    [{ effect: "refuse", forSeconds: 1, rate: 0 }, "rate must be a number above 0 and at most 1, 0 given"],
    [{ effect: "refuse", forSeconds: 1, rate: 1.5 }, "rate must be a number above 0 and at most 1, 1.5 given"],
    [{ effect: "refuse", forSeconds: 1, rate: "half" }, 'rate must be a number above 0 and at most 1, "half" given'],
    [{ effect: "refuse", forSeconds: 1, perSecond: 0 }, "perSecond must be a number from 0.01 to 100000, 0 given"],
    [
      { effect: "refuse", forSeconds: 1, perSecond: 100_001 },
      "perSecond must be a number from 0.01 to 100000, 100001 given",
    ],
    [
      { effect: "refuse", forSeconds: 1, perSecond: "few" },
      'perSecond must be a number from 0.01 to 100000, "few" given',
    ],
    [
      { effect: "refuse", forSeconds: 1, perSecond: 5, rate: 0.5 },
      "rate must be 1 where a number per second chooses the calls, 0.5 given",
    ],
    [{ effect: "refuse", forSeconds: 1, times: 0 }, "times must be a whole number from 1 to 1000000, 0 given"],
    [{ effect: "refuse", forSeconds: 1, seed: -1 }, "seed must be a whole number from 0 to 4294967295, -1 given"],
    [{ effect: "error", forSeconds: 1, status: 200 }, "status must be a whole number from 400 to 599, 200 given"],
    [
      { effect: "throttle", forSeconds: 1, status: 500 },
      "status goes with the effect error only, 500 given with throttle",
    ],
    [{ effect: "throttle", forSeconds: 1, code: "X" }, 'code goes with the effect error only, "X" given with throttle'],
    [{ effect: "delay", forSeconds: 1 }, "delayMs is needed by the effect delay, nothing given"],
    [{ effect: "kill", forSeconds: 1, delayMs: 5 }, "delayMs goes with the effect delay only, 5 given with kill"],
    [{ effect: "delay", forSeconds: 1, delayMs: 0.5 }, "delayMs must be a whole number from 1 to 900000, 0.5 given"],
    [
      { effect: "partial-failure", forSeconds: 1, action: "Publish" },
      'action must be PutEvents for the effect partial-failure, "Publish" given',
    ],
    [
      { effect: "refuse", forSeconds: 1, recipient: "a@b.example", service: "sqs" },
      'service must be ses where a recipient is named, "sqs" given',
    ],
    [
      { effect: "refuse", forSeconds: 1, function: "orders-*" },
      'function must be a name of 1 to 256 characters without spaces and wildcards, "orders-*" given',
    ],
    [{ effect: "refuse", forSeconds: 1, probability: 1 }, 'Unrecognized key: "probability"'],
    ["refuse", "Invalid input: expected object, received string"],
  ] as const) {
    it(`is refused: ${problem}`, () => {
      expect(() => readFaultRule(rule))
        .to.throw(FaultRuleError)
        .with.property("problems")
        .that.deep.equals([problem]);
    });
  }

  it("is refused with everything that is wrong with it at once", () => {
    expect(() => readFaultRule({ effect: "refuse", forSeconds: 0, rate: 2 })).to.throw(
      "the fault rule is wrong: rate must be a number above 0 and at most 1, 2 given; forSeconds must be a whole number from 1 to 86400, 0 given",
    );
  });
});
