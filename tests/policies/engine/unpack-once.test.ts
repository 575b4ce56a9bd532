import { createRequire } from "node:module";
import { join } from "node:path";
import type { StackValidationArgs } from "@pulumi/policy";
import type * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { unpackOnce } from "../../../policies/engine/unpack-once";
import { type Resource, resourceRequest, stackRequest } from "../../../program/policies/requests";

type Answer = (error: Error | null | undefined, answer: messages.AnalyzeResponse) => void;
type Analyze = (call: { readonly request: object }, answer: Answer) => Promise<void>;

const load = createRequire(join(projectRoot, "policies", "package.json"));
const server = load("@pulumi/policy/server");
const unpacking = load("@pulumi/policy/deserialize");

const queue: Resource = {
  urn: "urn:pulumi:dev::backoffice::aws:sqs/queue:Queue::q",
  type: "aws:sqs/queue:Queue",
  name: "q",
  parent: "",
  inputs: { name: "q", tags: { a: "b" } },
  state: { name: "q", arn: "arn" },
  protect: false,
  ignoreChanges: [],
  dependencies: [],
  propertyDependencies: {},
};

/** What two policies over the whole stack are given of the only resource, by the SDK itself. */
async function givenTwice(): Promise<readonly object[]> {
  const given: object[] = [];
  const validateStack = ({ resources: [resource] }: StackValidationArgs) => {
    given.push(resource?.props.__getSpecialProxyTarget);
  };
  const policies = ["one", "two"].map((name) => ({ name, description: name, validateStack }));
  const analyze: Analyze = server.makeAnalyzeStackRpcFun("pack", "1.0.0", "mandatory", policies);
  const request = stackRequest([queue]);
  await new Promise<void>((resolve, reject) => {
    analyze({ request }, (error) => (error ? reject(error) : resolve())).catch(reject);
  });
  return given;
}

describe("the resources of a request", () => {
  it("are unpacked once for all rules, to the same values", async () => {
    const [before, again] = await givenTwice();
    const undo = unpackOnce();
    const [first, second] = await givenTwice().finally(undo);

    expect(before).to.not.equal(again);
    expect(first).to.equal(second).and.to.deep.equal(before).and.to.deep.equal({ name: "q", arn: "arn" });
  });

  it("are unpacked each time for a remediation, which may change what it gets", () => {
    const properties = resourceRequest(queue).getProperties();
    const undo = unpackOnce();
    try {
      const [first, second] = [true, true].map((keepSecrets) =>
        unpacking.deserializeProperties(properties, keepSecrets),
      );
      first.name = "changed";
      expect(second.name).to.equal("q");
      expect(unpacking.deserializeProperties(properties, false)).to.deep.equal(queue.inputs);
    } finally {
      undo();
    }
  });
});
