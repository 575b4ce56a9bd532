/** Events that one PutEvents call takes at most: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const mostEventsPerCall = 10;
