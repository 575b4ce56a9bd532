import { expect } from "chai";
import { runtimeBoundaryName, serviceBoundaryName } from "../../../bootstrap/names";
import { ConfigError, parseConfig } from "../../../components/config/parse";
import { leaseSeconds, timeoutOf, visibilitySeconds } from "../../../components/config/times";
import { configWith } from "../../support/pulumi-fixtures";

function problem(changes: Readonly<Record<string, string>>): string {
  try {
    parseConfig(configWith(changes), "test");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join("\n");
    throw error;
  }
  return "";
}

describe("settings that must fit each other", () => {
  it("are the two ends of the back-off", () => {
    expect(problem({ backoffBaseSeconds: "10", backoffMaxSeconds: "9" })).to.equal(
      'backoffice:backoffMaxSeconds must be at least backoffBaseSeconds (10), "9" given (Pulumi.test.yaml)',
    );
    expect(problem({ backoffBaseSeconds: "10", backoffMaxSeconds: "10" })).to.equal("");
  });

  it("are the simulator's latencies and timeout", () => {
    const latencies = (median: number, p99: number) => ({
      simulatorLatencyMedianMs: String(median),
      simulatorLatencyP99Ms: String(p99),
    });
    const short = '{"monitoring/simulator":{"timeoutSeconds":2}}';
    expect(problem(latencies(100, 99))).to.include(
      "simulatorLatencyP99Ms must be at least simulatorLatencyMedianMs (100)",
    );
    expect(problem(latencies(100, 100))).to.equal("");
    expect(problem({ ...latencies(100, 1_000), functionOverrides: short })).to.equal("");
    expect(problem({ ...latencies(100, 1_000), functionOverrides: short, simulatorEnabled: "true" })).to.include(
      "must be less than half of the simulator's timeout (at most 999)",
    );
  });

  it("are the API's own address, which is closed only beside a domain, and the domain's certificate", () => {
    const domain = (more: object) => JSON.stringify({ name: "api.example.com", ...more });
    const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/1";

    expect(problem({ apiDefaultEndpoint: "false" })).to.equal(
      'backoffice:apiDefaultEndpoint must be true where apiDomain is not set: nobody could call the API, "false" given (Pulumi.test.yaml)',
    );
    expect(problem({ apiDefaultEndpoint: "false", apiDomain: domain({ certificateArn }) })).to.equal("");
    expect(problem({ apiDomain: domain({}) })).to.include(
      "backoffice:apiDomain must have a certificateArn, or a hostedZoneId in which a new certificate proves itself",
    );
    expect(problem({ apiDomain: domain({ hostedZoneId: "Z0123456789EXAMPLE" }) })).to.equal("");
    for (const [member, value, bound] of [
      ["name", "API.example.com", "must be a domain name of at most 64 characters in lower case"],
      ["name", `${"a".repeat(53)}.example.com`, "must be a domain name of at most 64 characters in lower case"],
      ["certificateArn", "arn:aws:iam::123456789012:server-certificate/x", "must be the ARN of a certificate"],
      ["hostedZoneId", "example.com", "must be the id of a hosted zone"],
      ["basePath", "v1/orders", "must be 1 to 64 letters, digits or any of"],
      ["tlsPolicy", "TLS_1_0", "must be one of SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"],
    ] as const)
      expect(problem({ apiDomain: domain({ certificateArn, [member]: value }) })).to.include(
        `backoffice:apiDomain.${member} ${bound}`,
      );
  });

  it("are share and minutes of a linear roll-out, which CodeDeploy ends within two days", () => {
    const rollout = (strategy: string, percent: number, minutes: number) =>
      problem({ rollout: JSON.stringify({ strategy, percent, minutes }) });
    expect(rollout("linear", 10, 320)).to.equal("");
    expect(rollout("linear", 10, 321)).to.include(
      "backoffice:rollout must shift all calls within 2880 minutes, CodeDeploy's bound: 10 % every 321 minutes take 2889",
    );
    expect(rollout("linear", 33, 960)).to.equal("");
    expect(rollout("linear", 33, 961)).to.include("33 % every 961 minutes take 2883");
    expect(rollout("canary", 10, 2_880)).to.equal("");
    expect(rollout("canary", 10, 2_881)).to.include("must be a whole number between 1 and 2880");
  });

  it("are the two boundaries that the bootstrap makes: with that of functions alone no role of an AWS service works", () => {
    const [functions, services] = [runtimeBoundaryName("dev"), serviceBoundaryName("dev")];
    expect(problem({ permissionsBoundary: functions })).to.include(`serviceBoundary must be ${services}: ${functions}`);
    expect(problem({ permissionsBoundary: functions, serviceBoundary: services })).to.equal("");
    expect(problem({ permissionsBoundary: "of-the-account" })).to.equal("");
  });

  it("are rate and burst of the API", () => {
    expect(problem({ apiBurstLimit: "499" })).to.equal(
      'backoffice:apiBurstLimit must be at least apiRateLimit (500), "499" given; by default apiRateLimit 500 (Pulumi.test.yaml)',
    );
    expect(problem({ apiBurstLimit: "500" })).to.equal("");
  });

  it("say so where what collides is a default, which stands in no file", () => {
    expect(problem({ apiRateLimit: "1000", apiBurstLimit: "999" })).to.equal(
      'backoffice:apiBurstLimit must be at least apiRateLimit (1000), "999" given (Pulumi.test.yaml)',
    );
    expect(problem({ backoffBaseSeconds: "900", backoffMaxSeconds: "899" })).to.not.contain("default");
    expect(problem({ simulatorLatencyMedianMs: "401" })).to.contain(
      "backoffice:simulatorLatencyP99Ms must be at least simulatorLatencyMedianMs (401), 400 is the default",
    );
  });

  it("are the shop's name and the sender's address, as one header (case 14)", () => {
    const han = (count: number) => problem({ shopName: "東".repeat(count) });
    expect(han(58)).to.equal("");
    expect(han(80)).to.equal(
      `backoffice:shopName must make, with senderAddress (orders@example.com), a From header of at most 320 bytes, encoded as it is sent (418 bytes), "${"東".repeat(80)}" given (Pulumi.test.yaml)`,
    );
    const cyrillic = (length: number) =>
      problem({ shopName: "Ж".repeat(80), senderAddress: `${"a".repeat(length - 12)}@example.com` });
    expect(cyrillic(46)).to.equal("");
    expect(cyrillic(47)).to.include("(321 bytes)");
  });

  it("are the sender's identity and address", () => {
    expect(problem({ senderIdentity: "example.com" })).to.equal("");
    expect(problem({ senderIdentity: "orders@example.com" })).to.equal("");
    expect(problem({ senderIdentity: "example.org" })).to.include(
      "must be senderAddress (orders@example.com) or its domain",
    );
    expect(problem({ senderIdentity: "ample.com" })).to.include("or its domain");
    expect(problem({ senderIdentity: "other@example.com" })).to.include("or its domain");
    expect(problem({ senderIdentity: "example.com", senderAddress: "orders@mail.example.com" })).to.equal("");
  });

  it("are the sender's lease, timeout and visibility", () => {
    const said = "must be more than the sender's timeout (30) and less than its queue's visibility timeout (180)";

    expect(problem({ senderLeaseSeconds: "30" })).to.include(said);
    expect(problem({ senderLeaseSeconds: "31" })).to.equal("");
    expect(problem({ senderLeaseSeconds: "179" })).to.equal("");
    expect(problem({ senderLeaseSeconds: "180" })).to.include(said);
  });

  it("are timeouts behind the API and what API Gateway waits for", () => {
    expect(problem({ functionOverrides: '{"orders/create":{"timeoutSeconds":29}}' })).to.equal("");
    expect(problem({ functionOverrides: '{"orders/create":{"timeoutSeconds":30}}' })).to.include(
      "must give orders/create at most 29 s",
    );
    expect(problem({ functionOverrides: '{"orders/publisher":{"timeoutSeconds":30}}' })).to.equal("");
  });

  it("are reserved concurrency and what the queue demands", () => {
    const reserve = (calls: number) => `{"confirmations/sender":{"reservedConcurrency":${calls}}}`;

    expect(problem({ functionOverrides: reserve(10) })).to.equal("");
    expect(problem({ functionOverrides: reserve(9) })).to.include(
      "must reserve for confirmations/sender at least senderMaxConcurrency (10)",
    );
    expect(problem({ functionOverrides: '{"confirmations/feedback":{"reservedConcurrency":4}}' })).to.include(
      "must reserve for confirmations/feedback at least feedbackMaxConcurrency (5)",
    );
  });

  it("are the patience with a message and how long its queue keeps it", () => {
    const said = "must let a message reach the dead letters before its queue forgets it, in 345600 s";

    expect(problem({ maxReceiveCount: "382" })).to.equal("");
    expect(problem({ maxReceiveCount: "383" })).to.include(`maxReceiveCount ${said}: 385 receives`);
    expect(problem({ backoffMaxSeconds: "24685" })).to.equal("");
    expect(problem({ backoffMaxSeconds: "24686" })).to.include(said);
    // A worker that dies each time waits for the visibility timeout instead: 6 x 30 s and the window here.
    const slow = (calls: string) => ({
      queueBatchWindowSeconds: "300",
      backoffMaxSeconds: "5",
      maxReceiveCount: calls,
    });
    expect(problem(slow("718"))).to.equal("");
    expect(problem(slow("719"))).to.include(said);
  });

  it("are the duration alarms and the timeouts before which they must be raised", () => {
    expect(problem({ functionTimeoutSeconds: "5" })).to.include(
      "must raise the duration alarm of confirmations/sender (at 5000 ms) before its timeout (5 s): the policy rule 'alarm-within-limits'",
    );
    expect(problem({ functionOverrides: '{"orders/get":{"averageDurationMs":501}}' })).to.include(
      "must have orders/get.averageDurationMs of at most 500",
    );
    expect(problem({ functionOverrides: '{"confirmations/sender":{"averageDurationMs":5000}}' })).to.equal("");
  });

  it("are all reserved concurrency and what an account has", () => {
    expect(problem({ apiReservedConcurrency: "180" })).to.equal("");
    expect(problem({ apiReservedConcurrency: "181" })).to.include(
      "all functions reserve 905 calls, the policy rule 'concurrency-bounded' takes at most 900",
    );
  });

  it("are functions that others deploy and those of this stack", () => {
    expect(problem({ watchedFunctions: '[{"name":"billing-invoices"}]' })).to.equal("");
    expect(problem({ watchedFunctions: '[{"name":"orders-create-test"}]' })).to.include(
      "must name functions that others deploy: orders-create-test is this stack's own",
    );
  });

  it("are not compared when one of them is wrong by itself", () => {
    expect(problem({ backoffBaseSeconds: "0", backoffMaxSeconds: "1" }).split("\n")).to.have.length(1);
  });
});

describe("derived settings", () => {
  const config = (changes: Readonly<Record<string, string>>) => parseConfig(configWith(changes), "test");

  it("cap timeouts behind the API at 29 seconds", () => {
    expect(timeoutOf(config({}), "orders/create")).to.equal(29);
    expect(timeoutOf(config({}), "orders/authorizer")).to.equal(29);
    expect(timeoutOf(config({}), "orders/publisher")).to.equal(30);
    expect(timeoutOf(config({ functionTimeoutSeconds: "6" }), "orders/create")).to.equal(6);
    expect(timeoutOf(config({ functionOverrides: '{"orders/get":{"timeoutSeconds":3}}' }), "orders/get")).to.equal(3);
  });

  it("hide a message for six timeouts and the batching window", () => {
    expect(visibilitySeconds(30, 0)).to.equal(180);
    expect(visibilitySeconds(30, 20)).to.equal(200);
  });

  it("lease a delivery for two timeouts by default", () => {
    expect(leaseSeconds(config({}))).to.equal(60);
    expect(leaseSeconds(config({ senderLeaseSeconds: "45" }))).to.equal(45);
  });
});
