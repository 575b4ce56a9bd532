import { expect } from "chai";
import { owners } from "../../components/naming";
import { untaggableTypes } from "../../components/tags";
import { calledFunctions } from "../support/called-functions";
import { orderRecorders } from "../support/order-recorders";
import { program, type StackName, targetElsewhere } from "../support/pulumi";
import { countByType } from "../support/pulumi-queries";
import { expectedAlarms } from "./acceptance/expected-alarms";
import { expectedPipelines } from "./expected/pipelines";

const counts: Readonly<Record<string, number>> = {
  "pulumi:pulumi:Stack": 1,
  "backoffice:pipelines:Monitoring": 1,
  "backoffice:pipelines:Shipments": 1,
  "backoffice:pipelines:Confirmations": 1,
  "backoffice:pipelines:Orders": 1,
  "backoffice:blocks:EncryptionKey": 1,
  "backoffice:blocks:Topic": 3,
  "backoffice:blocks:Table": 6,
  "backoffice:blocks:Queue": 3,
  "backoffice:blocks:DeadLetterQueue": 6,
  "backoffice:blocks:LambdaFunction": 11,
  "backoffice:blocks:RestApi": 1,
  "aws:apigateway/account:Account": 1,
  "aws:apigateway/deployment:Deployment": 1,
  "aws:apigateway/methodSettings:MethodSettings": 1,
  "aws:apigateway/restApi:RestApi": 1,
  "aws:apigateway/stage:Stage": 1,
  "aws:cloudwatch/dashboard:Dashboard": 5,
  "aws:cloudwatch/eventArchive:EventArchive": 1,
  "aws:cloudwatch/eventBus:EventBus": 1,
  "aws:cloudwatch/eventRule:EventRule": 1,
  "aws:cloudwatch/eventTarget:EventTarget": 1,
  "aws:cloudwatch/logGroup:LogGroup": 13,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": 11,
  "aws:dynamodb/table:Table": 6,
  "aws:iam/role:Role": 12,
  "aws:iam/rolePolicy:RolePolicy": 11,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
  "aws:kms/alias:Alias": 1,
  "aws:kms/key:Key": 1,
  "aws:lambda/alias:Alias": 11,
  "aws:lambda/eventSourceMapping:EventSourceMapping": 5,
  "aws:lambda/function:Function": 11,
  "aws:lambda/permission:Permission": 5,
  "aws:sesv2/configurationSet:ConfigurationSet": 1,
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": 1,
  "aws:sesv2/emailIdentity:EmailIdentity": 1,
  "aws:sns/topic:Topic": 3,
  "aws:sns/topicPolicy:TopicPolicy": 3,
  "aws:sns/topicSubscription:TopicSubscription": 3,
  "aws:sqs/queue:Queue": 12,
  "aws:sqs/queuePolicy:QueuePolicy": 12,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": 3,
};

/** What the local run has beyond that: it shows a roll-out step by step, by a configuration of its own. */
const countsInLocal: Readonly<Record<string, number>> = {
  ...counts,
  "aws:iam/role:Role": 13,
  "aws:iam/rolePolicy:RolePolicy": 12,
  "backoffice:blocks:Rollout": 1,
  "aws:codedeploy/application:Application": 1,
  "aws:codedeploy/deploymentConfig:DeploymentConfig": 1,
  "aws:codedeploy/deploymentGroup:DeploymentGroup": 10,
};

/** What production has otherwise: who read what, which keys are used most, roll-outs step by step, and nothing that fails on purpose. */
const countsInProd: Readonly<Record<string, number>> = {
  ...counts,
  // No simulator: a function fewer, with all that belongs to it and the alarm on its error log.
  "backoffice:blocks:LambdaFunction": 10,
  "aws:cloudwatch/logGroup:LogGroup": 13,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": 10,
  // Two more roles, for AWS Backup: each with AWS's policy for its task, and rights on the key. One more for CodeDeploy.
  "aws:iam/role:Role": 14,
  "aws:iam/rolePolicy:RolePolicy": 13,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 3,
  "backoffice:blocks:Rollout": 1,
  "aws:codedeploy/application:Application": 1,
  "aws:codedeploy/deploymentGroup:DeploymentGroup": 10,
  "aws:lambda/alias:Alias": 10,
  "aws:lambda/function:Function": 10,
  "backoffice:blocks:Backup": 1,
  "aws:backup/plan:Plan": 1,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": 1,
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": 1,
  "aws:backup/selection:Selection": 1,
  "aws:backup/vault:Vault": 1,
  "backoffice:blocks:Budget": 1,
  "aws:budgets/budget:Budget": 1,
  "backoffice:blocks:WebAcl": 1,
  "aws:wafv2/webAcl:WebAcl": 1,
  "aws:wafv2/webAclAssociation:WebAclAssociation": 1,
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": 1,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": 1,
  "backoffice:blocks:DataTrail": 1,
  "aws:cloudtrail/trail:Trail": 1,
  "aws:dynamodb/contributorInsights:ContributorInsights": 2,
  "aws:s3/bucket:Bucket": 1,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
  "aws:s3/bucketPolicy:BucketPolicy": 1,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
  "aws:s3/bucketVersioning:BucketVersioning": 1,
};

/** What each function that people call adds, its alarms aside. */
const countsOfCalled: Readonly<Record<string, number>> = {
  "backoffice:blocks:LambdaFunction": 1,
  "aws:cloudwatch/logGroup:LogGroup": 1,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": 1,
  "aws:iam/role:Role": 1,
  "aws:iam/rolePolicy:RolePolicy": 1,
  "aws:lambda/alias:Alias": 1,
  "aws:lambda/function:Function": 1,
  // Where versions are rolled out step by step.
  "aws:codedeploy/deploymentGroup:DeploymentGroup": 1,
};

/** What each pipeline that records changes of orders adds to these: a function, and what leads to it. */
const countsOfRecorder: Readonly<Record<string, number>> = {
  ...countsOfCalled,
  "backoffice:blocks:Table": 1,
  "backoffice:blocks:Queue": 1,
  "backoffice:blocks:DeadLetterQueue": 1,
  "aws:cloudwatch/dashboard:Dashboard": 1,
  "aws:cloudwatch/eventRule:EventRule": 1,
  "aws:cloudwatch/eventTarget:EventTarget": 1,
  "aws:dynamodb/table:Table": 1,
  "aws:lambda/eventSourceMapping:EventSourceMapping": 1,
  "aws:sqs/queue:Queue": 3,
  "aws:sqs/queuePolicy:QueuePolicy": 3,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": 1,
};

/** What a stack has, with what `npm run new` has written and what pipelines with expectations of their own add. The alarms are those that another test lists one by one. */
function countsIn(stack: StackName): Readonly<Record<string, number>> {
  const counted = Object.entries({ dev: counts, prod: countsInProd, local: countsInLocal }[stack]).map(
    ([type, count]) => [
      type,
      count +
        orderRecorders.length * (countsOfRecorder[type] ?? 0) +
        calledFunctions.length * (countsOfCalled[type] ?? 0),
    ],
  );
  const sums: Record<string, number> = Object.fromEntries(counted);
  for (const pipeline of expectedPipelines)
    for (const [type, count] of Object.entries(pipeline.resources(stack))) sums[type] = (sums[type] ?? 0) + count;
  const own = orderRecorders.map((name) => [`backoffice:pipelines:${name.charAt(0).toUpperCase()}${name.slice(1)}`, 1]);
  const alarms = Object.keys(expectedAlarms(stack)).length;
  return Object.fromEntries([...Object.entries(sums), ...own, ["aws:cloudwatch/metricAlarm:MetricAlarm", alarms]]);
}

const names = ["name", "configurationSetName", "eventDestinationName"] as const;

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`the program in ${stack}`, () => {
    it("declares exactly these resources", async () => {
      const { resources } = await program(stack);

      expect(countByType(resources)).to.deep.equal(countsIn(stack));
    });

    it("gives every resource a parent: the stack, a pipeline or a block, two levels deep at most", async () => {
      const { resources } = await program(stack);

      const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
      const depth = (urn: string): number => {
        const parent = byUrn.get(urn)?.parent ?? "";
        return parent === "" ? 0 : 1 + depth(parent);
      };
      for (const { urn, type, parent, custom } of resources) {
        if (type === "pulumi:pulumi:Stack") continue;
        expect(byUrn.has(parent), urn).to.equal(true);
        expect(depth(urn), urn).to.be.at.most(custom ? 3 : 2);
        if (custom) expect(byUrn.get(parent)?.type, urn).to.match(/^backoffice:(blocks|pipelines):/);
      }
    });

    it("names everything {pipeline}-{resource}-{environment}", async () => {
      const { resources } = await program(stack);

      for (const { urn, type, inputs } of resources) {
        for (const name of names.map((key) => inputs[key]).filter((value) => typeof value === "string")) {
          // The names of these are given by AWS: the alias's and the log group of API Gateway.
          if (type === "aws:lambda/alias:Alias" || name.startsWith("API-Gateway-Execution-Logs_")) continue;
          // AWS takes no dashes in these.
          const dashed = type.startsWith("aws:backup/restoreTesting") ? name.replaceAll("_", "-") : name;
          expect(dashed, urn).to.match(
            new RegExp(
              `^(alias/|/aws/(lambda|apigateway)/|aws-waf-logs-)?(${owners.join("|")})-[A-Za-z0-9-]+-${stack}$`,
            ),
          );
        }
      }
    });

    it("tags everything that takes tags", async () => {
      const { resources } = await program(stack);

      const tags = { Environment: stack, Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };
      for (const { urn, type, inputs, custom } of resources) {
        if (!custom || untaggableTypes.includes(type)) expect(inputs, urn).to.not.have.property("tags");
        else expect(inputs.tags, urn).to.deep.equal(tags);
      }
    });

    it("asks for no value that is empty", async () => {
      const { resources } = await program(stack);

      for (const { urn, inputs } of resources) {
        const { code: _, ...settings } = inputs;
        const text = JSON.stringify(settings);
        expect(text, urn).to.not.match(/undefined|\[object |"Calling \[toString\]/);
      }
    });
  });
}

describe("the program elsewhere", () => {
  it("works in another partition: nothing names a region, an account or a partition by itself", async () => {
    const { resources } = await program("prod", {}, targetElsewhere);

    const text = JSON.stringify(resources.map(({ inputs: { code: _, ...settings } }) => settings));
    expect(text).to.include("arn:aws-cn:");
    expect(text).to.not.match(/arn:aws:|111122223333|(us|eu|ap)-[a-z]+-\d/);
  });

  it("declares nothing when its settings are wrong", async () => {
    let error: unknown;

    await program("dev", { functionMemoryMb: "1", alertEmail: "nobody" }).catch((caught: unknown) => {
      error = caught;
    });

    expect(String(error)).to.include("Pulumi.dev.yaml has 2 problems");
  });
});
