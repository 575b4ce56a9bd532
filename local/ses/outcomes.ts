/** Outcome of an email to one recipient, in the order in which SES publishes it after `Send`. */
export type Outcome = "Delivery" | "Bounce" | "SuppressedBounce" | "Complaint";

/**
 * Addresses that SES's mailbox simulator reserves; a label may follow (`bounce+label@`).
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const simulated: Readonly<Record<string, readonly Outcome[]>> = {
  success: ["Delivery"],
  bounce: ["Bounce"],
  // Delivered, then marked as spam by the recipient.
  complaint: ["Delivery", "Complaint"],
  // An automatic reply is sent to the sender, which is not an event.
  ooto: ["Delivery"],
  suppressionlist: ["SuppressedBounce"],
};

/** Outcome of an email to this address: for the addresses of SES's mailbox simulator as documented, for all others a delivery. */
export function outcomesFor(address: string): readonly Outcome[] {
  const bare = /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
  const [local = "", domain = ""] = bare.trim().toLowerCase().split("@");
  if (domain !== "simulator.amazonses.com") return ["Delivery"];
  return simulated[local.split("+")[0] ?? ""] ?? ["Delivery"];
}
