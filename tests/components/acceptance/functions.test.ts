// Points 3, 4, 9, 11 and 12 of the acceptance list: log groups before functions, policies before functions and mappings, the alias
// for every invoker, reserved concurrency by config, runtime and architecture.
import { expect } from "chai";
import { deployedEntries } from "../../support/deployed-entries";
import { program, type StackName } from "../../support/pulumi";
import { ofType, text } from "../../support/pulumi-queries";

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`functions in ${stack}`, () => {
    it("are one for each entry, with a role and a policy each", async () => {
      const { resources } = await program(stack);

      const functions = ofType(resources, "aws:lambda/function:Function");
      const roles = functions.map(({ inputs }) => inputs.role);
      expect(functions.map(({ inputs }) => inputs.name)).to.have.members(
        deployedEntries(stack).map((entry) => `${entry.replace("/", "-")}-${stack}`),
      );
      expect(new Set(roles).size).to.equal(deployedEntries(stack).length);
      const policyRoles = ofType(resources, "aws:iam/rolePolicy:RolePolicy")
        .map(({ inputs }) => String(inputs.role))
        .filter((role) => !/^monitoring-backup(-tests)?-role-|^backoffice-rollout-role-/.test(role));
      expect(roles.map((role) => String(role).split("/")[1])).to.have.members(policyRoles);
    });

    it("write JSON into a log group of their own that is encrypted, expires, and is there before them", async () => {
      const { resources, result } = await program(stack);

      const groups = ofType(resources, "aws:cloudwatch/logGroup:LogGroup");
      for (const fn of ofType(resources, "aws:lambda/function:Function")) {
        const logging = fn.inputs.loggingConfig as Record<string, unknown>;
        const group = groups.find(({ inputs }) => inputs.name === logging.logGroup);
        expect(logging.logFormat, fn.urn).to.equal("JSON");
        expect(group?.inputs.name, fn.urn).to.equal(`/aws/lambda/${fn.inputs.name}`);
        expect(group?.inputs.kmsKeyId, fn.urn).to.equal((result.stack as Record<string, unknown>).keyArn);
        expect(group?.inputs.retentionInDays, fn.urn).to.equal({ dev: 14, prod: 365, local: 1 }[stack]);
        expect(fn.dependencies, fn.urn).to.include(group?.urn);
      }
    });

    it("wait, and so do their mappings, for every policy of their role", async () => {
      const { resources } = await program(stack);

      const functions = ofType(resources, "aws:lambda/function:Function");
      const policies = ofType(resources, "aws:iam/rolePolicy:RolePolicy");
      const policiesOf = (fn: (typeof functions)[number]) =>
        policies.filter(({ inputs }) => inputs.role === text(fn, "role").split("/")[1]).map(({ urn }) => urn);
      for (const fn of functions) {
        expect(policiesOf(fn), fn.urn).to.have.length(1);
        expect(fn.dependencies, fn.urn).to.include.members(policiesOf(fn));
      }
      for (const mapping of ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping")) {
        const fn = functions.find(({ inputs }) =>
          text(mapping, "functionName").endsWith(`function:${inputs.name}:live`),
        );
        expect(fn, mapping.urn).to.not.equal(undefined);
        if (fn !== undefined) expect(mapping.dependencies, mapping.urn).to.include.members(policiesOf(fn));
      }
    });

    it("are invoked through the alias live only, which points to a published version", async () => {
      const { resources } = await program(stack);

      const aliases = ofType(resources, "aws:lambda/alias:Alias");
      expect(aliases).to.have.length(deployedEntries(stack).length);
      for (const { urn, inputs, ignoreChanges } of aliases) {
        expect(inputs, urn).to.include({ name: "live", functionVersion: "1" });
        // Where nothing else moves the alias, its version is not ignored: new code would be published and never called.
        const rolledOut = stack !== "dev" && inputs.functionName !== `monitoring-simulator-${stack}`;
        expect(ignoreChanges, urn).to.deep.equal(rolledOut ? ["functionVersion", "routingConfig"] : []);
      }
      for (const { urn, inputs } of ofType(resources, "aws:lambda/function:Function")) {
        expect(inputs.publish, urn).to.equal(true);
      }
      for (const mapping of ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping")) {
        expect(mapping.inputs.functionName, mapping.urn).to.match(/:live$/);
      }
      for (const { urn, inputs } of ofType(resources, "aws:lambda/permission:Permission")) {
        expect(inputs.qualifier, urn).to.equal("live");
      }
      for (const { urn, inputs } of ofType(resources, "aws:apigateway/restApi:RestApi")) {
        const invoked = String(inputs.body).match(/functions\/arn:[^"]+\/invocations/g) ?? [];
        expect(invoked, urn).to.have.length(5);
        expect(
          invoked.every((uri) => uri.endsWith(":live/invocations")),
          urn,
        ).to.equal(true);
      }
    });

    it("run on arm64 and a runtime that AWS still keeps, traced, with their environment encrypted", async () => {
      const { resources, result } = await program(stack);

      for (const { urn, inputs } of ofType(resources, "aws:lambda/function:Function")) {
        expect(inputs.runtime, urn).to.equal("nodejs24.x");
        expect(inputs, urn).to.deep.include({
          architectures: ["arm64"],
          tracingConfig: { mode: "Active" },
          memorySize: 512,
          kmsKeyArn: (result.stack as Record<string, unknown>).keyArn,
        });
        expect(inputs, urn).to.not.have.any.keys("deadLetterConfig", "sourceCodeHash", "layers", "vpcConfig");
      }
    });

    it("reserve concurrency behind the API in prod and nowhere else", async () => {
      const { resources } = await program(stack);

      const reserved = ofType(resources, "aws:lambda/function:Function")
        .filter(({ inputs }) => inputs.reservedConcurrentExecutions !== undefined)
        .map(({ name, inputs }) => [name, inputs.reservedConcurrentExecutions]);
      const behindApi = ["authorizer", "create", "get", "list", "update-status"];
      expect(reserved).to.deep.equal(stack === "prod" ? behindApi.map((name) => [`orders-${name}`, 100]) : []);
    });
  });
}

describe("functions by other settings", () => {
  it("run on the older runtime", async () => {
    const { resources } = await program("dev", { functionRuntime: "nodejs22.x" });

    const runtimes = ofType(resources, "aws:lambda/function:Function").map(({ inputs }) => inputs.runtime);
    expect(new Set(runtimes)).to.deep.equal(new Set(["nodejs22.x"]));
  });
});
