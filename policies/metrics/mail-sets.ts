import * as z from "zod";

/** Parameter: configuration sets, by logical name, whose mails nobody keeps a record of: with the reason. */
export const mailSetsWithoutRecord = z
  .record(z.string(), z.string().min(20))
  .default({
    "notifications-mail":
      "Carries only fallback mails, to the operators' own address: there is no record that could be brought up to date, and too few mails for a share of them to mean anything.",
  })
  .describe("Configuration sets, by logical name, whose mails nobody keeps a record of: with the reason.");
