// Marks that operators add to messages and calls that they redrive from the dead letters.

/**
 * Message attribute by which an operator permits one more email for an order that is UNCERTAIN: the number of attempts that its delivery has
 * had. See `Attempt.resendPermit`.
 */
export const confirmResendAttribute = "confirmResend";

/** Message attribute of a message that was sent back from the dead letters by an operator. */
export const redrivenAttribute = "redriven";

/**
 * Field of a record by which an operator permits one more fallback email: the number of attempts that the notification has had. It is
 * outside the SNS message, so a publisher to the topic cannot set it.
 */
export const confirmResendField = "confirmResend";
