import { expect } from "chai";
import { emailSubscription, subscriptionStatus } from "../../../components/blocks/email-subscription";
import { Topic } from "../../../components/blocks/topic";
import { record } from "../../support/pulumi";
import { sharedArgs } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

describe("a subscription by email", () => {
  it("subscribes the address, and says that nothing arrives before it is confirmed", async () => {
    const { resources, result } = await record(() => {
      const { stack, key } = sharedArgs();
      const topic = new Topic("monitoring-alerts", { stack, key, displayName: "Alarms" });
      return emailSubscription("monitoring-alerts-email", topic, "ops@example.com", topic);
    });

    const { inputs } = the(resources, "aws:sns/topicSubscription:TopicSubscription", "monitoring-alerts-email");
    expect(inputs).to.deep.include({ protocol: "email", endpoint: "ops@example.com" });
    expect(result).to.deep.equal({ email: "ops@example.com", status: subscriptionStatus(true) });
    expect(result.status).to.match(/^pending: /);
  });

  it("is confirmed once AWS says so", () => {
    expect(subscriptionStatus(false)).to.equal("confirmed");
  });
});
