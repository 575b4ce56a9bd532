// The project's words: on the left what a name or a text must not say, on the right the field's word for it. A name that an engineer who
// knows AWS and Pulumi would not search for is wrong. To add a word, add a line here, and rename what `npm test -- tests/docs/vocabulary`
// then finds.

/** A word that is not used, and the one that is. */
export interface Word {
  /** What is found. Of names: the whole identifier, or the whole path of a file. Of texts: any part of a line. */
  readonly avoid: RegExp;
  readonly use: string;
  /** Files where it counts. @default all */
  readonly within?: RegExp;
  /** Why it counts only in part. */
  readonly because?: string;
}

/** Identifiers of TypeScript: types, functions, variables and properties. */
export const identifiers: readonly Word[] = [
  { avoid: /Stem$|^stem$/, use: "LogicalName" },
  { avoid: /^nameIn$/, use: "physicalNameIn" },
  { avoid: /^arnIn$/, use: "arnOf" },
  { avoid: /^([a-z]+)?[Ff]oundation$|^FunctionFoundation$/, use: "SharedArgs, sharedArgs" },
  { avoid: /Surroundings$/, use: "Dependencies" },
  { avoid: /^around$/, use: "deps", within: /^components\//, because: "elsewhere it is the preposition" },
  {
    avoid: /^([A-Z]\w*)?Feed$|^([a-z]\w*Feed|feed)$|^FeedNames$/,
    use: "Subscription",
    within: /^(index\.ts|components\/|tests\/components\/)/,
    because: "what AWS calls a subscription is declared there",
  },
  { avoid: /^(TopicPublisher|Producer|KeyPublisher)$/, use: "ServicePrincipal, KeyServicePrincipal" },
  { avoid: /^throttlesAbove$/, use: "throttles: { threshold, comparison }" },
  { avoid: /^ApiAnswer$/, use: "ApiResponse" },
  { avoid: /^answerOf$/, use: "toResponse" },
  { avoid: /^asked$/, use: "request", within: /^functions\/orders\//, because: "elsewhere it counts questions" },
  { avoid: /^answeredOrder$/, use: "toPublicOrder" },
  { avoid: /^outlets?$/, use: "destination" },
  { avoid: /tellFailure$/i, use: "notifyFailure; reportFailure on a command line" },
  {
    avoid: /^(Notice|NoticeStore|NoticeClaim|FallbackNotice|notices?)$/,
    use: "FailureNotice, notification, fallbackEmail",
    within: /^(index\.ts|(tests\/)?(components|functions|local)\/)/,
    because: "an operator's command prints notices beside its result",
  },
  {
    avoid: /(^|[a-z])(?<![Dd]ead)Letters?$/,
    use: "DeadLetter",
    because: "only where the word stands last: a name such as capitalLetter is not meant",
  },
  { avoid: /^(mail)?fates?$/i, use: "expectedOutcome, EmailOutcome" },
  { avoid: /^(Placed|Handed|Moved)$/, use: "PlacedOrder, InjectedMessage, StatusChange", within: /^(tests\/)?local\// },
  { avoid: /[sS]tandIns?([A-Z]|$)/, use: "Fake" },
  { avoid: /^(Sink|startSink)$/, use: "FakeWebhook, startFakeWebhook" },
  { avoid: /^[mM]adeUp$/, use: "FakeOutputs, fakeOutputs" },
  {
    avoid: /^(AwsPlace|StatePlace|Place|askPlace)$/,
    use: "DeploymentTarget; ItemAddress, EmulatorTarget",
    because: "a place is also where a parcel is, and a line in a stack trace",
  },
  {
    avoid: /^mail(s$|s?[A-Z])|[a-z]Mails?([A-Z]|$)|^Mail(?!From)s?([A-Z]|$)/,
    use: "email",
    within: /^(?!policies\/rules\/|tests\/policies\/)/,
    because:
      "SES calls the object of its events mail and a domain MailFrom; a rule's variable is the rule's published name",
  },
  {
    avoid: /^(watch|mails|notices|bus|shop)$/,
    use: "monitoringPipeline, confirmationsPipeline, notificationsPipeline, shipmentsPipeline, ordersPipeline",
    within: /^index\.ts$/,
    because: "elsewhere a bus is EventBridge's, and to watch is a verb",
  },
  {
    avoid: /^(failures|undelivered)$/,
    use: "deadLetterQueue, deliveryDeadLetterQueue",
    within: /^components\//,
    because: "elsewhere failures are errors that are counted",
  },
  {
    avoid: /^(deadLetters|DeadLetters|createDeadLetters)$/,
    use: "deadLetterQueue, DeadLetterQueue",
    within: /^(components|functions|tests\/functions)\//,
    because: "elsewhere dead letters are messages",
  },
  {
    avoid: /^maxReceiveCount$/,
    use: "maxProcessingAttempts",
    within: /^(functions|tests\/functions)\//,
    because: "the setting keeps its name, and a queue's redrive policy has AWS's",
  },
  { avoid: /^Undecided$/, use: "UnknownValue" },
  { avoid: /^(mend|asks|why)$/, use: "remediation, description, rationale", within: /^policies\/(engine|controls)\// },
];

/** Lines of code, comments and pages. */
export const texts: readonly Word[] = [
  { avoid: /\be-mail/i, use: "email" },
  { avoid: /\bstand-ins?\b/i, use: "fake" },
  { avoid: /\btreated\b/i, use: "processed" },
  { avoid: /\bthe way of a parcel\b/i, use: "Shipment flow" },
  { avoid: /^#+ Rooms$/, use: "Directories" },
  { avoid: /judge the program by its policies/i, use: "Check policies" },
  { avoid: /disturb the mail/i, use: "Inject email failures" },
  { avoid: /carriers tell: lost and replayed/i, use: "Send shipment events" },
  { avoid: /wait for rest\b/i, use: "Wait until queues are empty" },
  { avoid: /granted wider than declared/i, use: "IAM looser than on AWS (emulator limits)" },
  { avoid: /\bdid NOT hold\b/, use: "failed", because: "in capitals, as a line of the report" },
  { avoid: /\bin work\b/, use: "in flight" },
  { avoid: /"goes back to"/, use: "redrive target", because: "as a column of a table" },
  { avoid: /\bby hand\b/i, use: "manually, manual" },
  { avoid: /"(order|delivery|shipment|notification) stands"/, use: "current order, current delivery" },
  { avoid: /there is no such thing/i, use: "Not found" },
  { avoid: /the answer was no\b/i, use: "cancelled by user" },
  { avoid: /messages lie in\b/i, use: "The dead-letter queue is not empty" },
  { avoid: /mend the cause/i, use: "Fix the cause before redriving" },
  { avoid: /proves itself with real traffic/i, use: "is tested with simulated traffic" },
  {
    avoid: /nothing is lost and nothing is sent twice/i,
    use: "what is promised, with its limits, and the drill that shows it",
  },
];

/** Paths of files, from the project's root. */
export const paths: readonly Word[] = [
  {
    avoid: /\/(foundation|surroundings|feeds?|outlets|stand-in|sink|made-up|place|letters?)(\.test)?\.ts$/,
    use: "the type's name",
  },
  { avoid: /(^|[/-])(mails?|e-mails?)([/.-]|$)/, use: "email" },
  {
    avoid: /(^|[/-])notices?([/.-]|$)(?<!failure-notices\.)/,
    use: "notification, failure-notice",
  },
  { avoid: /policy-bearers/, use: "policy-documents" },
  { avoid: /(^|\/)house\//, use: "conventions/" },
];
