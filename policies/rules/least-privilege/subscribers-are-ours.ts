import * as z from "zod";
import { stackRule } from "../../engine/define";
import { collect, complete } from "../../wiring/collect";
import { types } from "../../wiring/types";

const identity = "aws:sesv2/emailIdentity:EmailIdentity";

export const subscribersAreOurs = stackRule({
  name: "subscribers-are-ours",
  concern: "least-privilege",
  description: "Topics tell people of the shop's own domain, and nobody outside the stack.",
  rationale:
    "A private mailbox, a telephone or a partner's page reads every alarm and notification from then on, with names of customers' orders, long after its owner has left.",
  remediation:
    "Subscribe an address of the shop's domain, or name the domain in the parameter `domains` with the reason.",
  controls: ["sns.public"],
  severity: "high",
  parameters: {
    domains: z.array(z.string()).default([]).describe("Domains besides those that the stack's mails are sent from."),
    pages: z.array(z.string()).default([]).describe("Addresses of pages that may be told by https."),
  },
  async check(stack, { each, report, parameters }) {
    const own = collect(stack.ofType(identity), (sender) => [domainOf(sender.text("emailIdentity") ?? "")]);
    await each(stack.ofType(types.subscription), (subscription) => {
      const protocol = subscription.text("protocol") ?? "";
      if (["sqs", "lambda"].includes(protocol)) return;
      const property = "endpoint";
      const found = subscription.text(property);
      if (protocol === "https" && parameters.pages.includes(found ?? "")) return;
      if (!protocol.startsWith("email")) {
        report(subscription, property, protocol, "an e-mail address of the shop");
        return;
      }
      const domains = [...complete(own), ...parameters.domains];
      const domain = domainOf(found ?? "");
      if (domains.some((known) => isUnder(domain, known) || isUnder(known, domain))) return;
      report(subscription, property, found, `an address of ${domains.join(", ") || "the shop"}`);
    });
  },
});

function domainOf(text: string): string {
  return text.slice(text.lastIndexOf("@") + 1).toLowerCase();
}

/** `dev.example.com` is under `example.com`. A domain without a dot is a whole country's. */
function isUnder(domain: string, known: string): boolean {
  return known.includes(".") && (domain === known || domain.endsWith(`.${known}`));
}
