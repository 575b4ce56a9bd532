/** What becomes of an email to one recipient, in the order in which SES publishes it after `Send`. */
export type Outcome = "Delivery" | "Bounce" | "SuppressedBounce" | "Complaint";

/**
 * Addresses that SES's mailbox simulator reserves; a label may follow (`bounce+label@`).
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
const simulated: Readonly<Record<string, readonly Outcome[]>> = {
  success: ["Delivery"],
  bounce: ["Bounce"],
  // Taken, delivered, then marked as spam by the receiver.
  complaint: ["Delivery", "Complaint"],
  // An automatic answer comes back to the sender, which is no event.
  ooto: ["Delivery"],
  suppressionlist: ["SuppressedBounce"],
};

/** What becomes of an email to this address: reserved addresses as SES says, all others are delivered. */
export function outcomesFor(address: string): readonly Outcome[] {
  const bare = /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
  const [local = "", domain = ""] = bare.trim().toLowerCase().split("@");
  if (domain !== "simulator.amazonses.com") return ["Delivery"];
  return simulated[local.split("+")[0] ?? ""] ?? ["Delivery"];
}
