import { resourceRule } from "../../engine/define";

export const subscriptionUsesTls = resourceRule({
  name: "subscription-uses-tls",
  concern: "encryption",
  description: "No subscription delivers by plain HTTP.",
  rationale:
    "What a topic delivers to an http endpoint can be read and changed on the way, and so can the link that confirms the subscription.",
  remediation: "Subscribe an https endpoint, with protocol https.",
  controls: ["sns.http"],
  severity: "high",
  types: ["aws:sns/topicSubscription:TopicSubscription"],
  check(subscription, { report }) {
    const protocol = subscription.text("protocol")?.toLowerCase();
    if (protocol === "http") {
      report(subscription, "protocol", protocol, "https");
    }
    // Elsewhere an endpoint is an ARN, an address or a number, which a preview need not know.
    if (protocol !== "https") return;
    const endpoint = subscription.text("endpoint");
    if (endpoint?.toLowerCase().startsWith("https://")) return;
    report(subscription, "endpoint", endpoint, "an address that begins with https://");
  },
});
