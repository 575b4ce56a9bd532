// What operators put on messages and calls that they send back from the dead letters.

/**
 * Message attribute by which an operator permits one more email for an order that is UNCERTAIN: the number of attempts that its delivery has
 * had. See `Attempt.resendPermit`.
 */
export const confirmResendAttribute = "confirmResend";

/** Message attribute of a message that was sent back from the dead letters by an operator. */
export const redrivenAttribute = "redriven";

/**
 * Field of a record by which an operator permits one more fallback email: the number of attempts that the notification has had. It stands
 * beside what SNS hands over, where nobody can put it who may only publish to the topic.
 */
export const confirmResendField = "confirmResend";
