/** Messages of one batch that are processed at the same time: enough to hide the waiting, few enough not to run into SES's rate. */
export const senderConcurrency = 5;
