// Point 7 of the acceptance list, of the one function that a topic calls.
import { expect } from "chai";
import { program, type StackName } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`the notifications topic in ${stack}`, () => {
    it("has dead letters of its own for what the processor, which is called without waiting, fails at to the end", async () => {
      const { resources } = await program(stack);

      const configs = ofType(resources, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
      expect(configs.map(({ inputs }) => inputs)).to.deep.equal([
        {
          functionName: `notifications-processor-${stack}`,
          qualifier: "live",
          maximumRetryAttempts: 2,
          maximumEventAgeInSeconds: 21_600,
          destinationConfig: {
            onFailure: {
              destination: `arn:aws:sqs:eu-south-2:111122223333:notifications-processor-failures-${stack}`,
            },
          },
        },
      ]);
      const permission = the(resources, "aws:lambda/permission:Permission", "notifications-subscription-permission");
      expect(permission.inputs).to.deep.equal({
        action: "lambda:InvokeFunction",
        function: `notifications-processor-${stack}`,
        qualifier: "live",
        principal: "sns.amazonaws.com",
        sourceArn: `arn:aws:sns:eu-south-2:111122223333:notifications-topic-${stack}`,
        sourceAccount: "111122223333",
      });
      const subscription = the(resources, "aws:sns/topicSubscription:TopicSubscription", "notifications-subscription");
      expect(subscription.dependencies).to.include.members([permission.urn, configs[0]?.urn]);
    });
  });
}
