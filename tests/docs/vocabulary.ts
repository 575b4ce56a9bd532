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
  /**
   * `variables`: of names only those of variables, parameters and functions, which the project chooses alone; a property may be AWS's, a
   * table's attribute or a key of published JSON. `prose`: of texts only comments, sentences in string literals, and pages. @default all
   */
  readonly only?: "variables" | "prose";
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
  {
    avoid: /^(told|tells?|telling|untold)$|^(tell|told)[A-Z]|[a-z](Tells?|Told)([A-Z]|$)/,
    use: "notify, notified; report, where a rule or a command says something",
    only: "variables",
    within: /^(?!policies\/rules\/budgets\/|tests\/policies\/rules\/budgets\/)/,
    because: "the attribute `told` is in deployed tables, and a rule's variable is the rule's published name",
  },
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
  { avoid: /^sinks?$|[a-z]Sinks?([A-Z]|$)/, use: "destination" },
  { avoid: /^(treat|treated|treats)$|^treat(?!MissingData|ments?$)[A-Z]/, use: "process" },
  { avoid: /^[mM]adeUp$/, use: "FakeOutputs, fakeOutputs" },
  {
    avoid: /^(\w*[a-z])?Place$(?<!inPlace|InPlace|bundlePlace|secretPlace|OwnPlace)|^askPlace$/,
    use: "DeploymentTarget, ServiceTarget, EmulatorTarget; ItemAddress; layout; placeOrder",
    because: "a place is also a line in a stack trace",
  },
  {
    avoid: /^places?$/,
    use: "target, layout, position, index; placeOrder",
    only: "variables",
    within: /^(?!functions\/shipments\/|cli\/|ops\/(commands|trace)\/|local\/traffic\/facts|tests\/)/,
    because: "there a place is a line in a stack trace, or where a parcel is",
  },
  {
    avoid: /^place$/,
    use: "target, folders",
    only: "variables",
    within: /^tests\/(support\/pulumi|program\/|components\/|local\/(deploy|run|scale|poison)\/)/,
  },
  {
    avoid: /^letters?$/,
    use: "deadLetter, deadLetters",
    only: "variables",
    within:
      /^(functions|local|tests\/(functions|fuzz|local|ops))\/|^ops\/(?!command-line\/|stack\/|queues\/by-subject|commands\/deadletters)/,
    because: "elsewhere letters are of the alphabet, and `letters` is a key of what `deadletters --json` prints",
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
  {
    avoid: /^mails?$|^mailed$/,
    use: "email",
    only: "variables",
    within:
      /^(?!local\/ses\/events|tests\/functions\/confirmations\/support\/fixtures|local\/traffic\/scenarios\/queue-trouble)/,
    because: "these files make SES's events, in which the object is called mail",
  },
  { avoid: /^Undecided$/, use: "UnknownValue" },
  {
    avoid: /^[sS]ubjects?$|^subjectOf$/,
    use: "Resource, resource",
    only: "variables",
    within: /^policies\//,
    because: "elsewhere it is an email's, a token's, or what a dead letter is about",
  },
  {
    avoid: /^known(As|Controls)?$|^beyond(Controls)?$/,
    use: "standard, additional",
    within: /^policies\/controls\//,
    because: "elsewhere what is known is a value",
  },
  { avoid: /^mend(s|ed|ing)?$|^mend[A-Z]|[a-z]Mend(ed)?$/, use: "remediation of a rule; recover, repair, fix" },
  { avoid: /^(asks|why)$/, use: "description, rationale", within: /^policies\// },
  {
    avoid: /^title$/,
    use: "description",
    within: /^policies\/(engine|controls|rules)\//,
    because: "elsewhere it is the title of a widget, an issue or a test",
  },
];

/** Lines of code, comments and pages. */
export const texts: readonly Word[] = [
  { avoid: /\be-mail/i, use: "email" },
  { avoid: /\bstand-ins?\b/i, use: "fake" },
  { avoid: /\btreated\b|\btreats (?!missing)/i, use: "processed, processes" },
  {
    avoid: /(?<![\w.@/'"`{-])mail(s|ed)?\b(?![\w/@-]|\.\w|`|:| (program|provider|server))/i,
    use: "email",
    only: "prose",
    within: /^(?!local\/traffic\/scenarios\/queue-trouble|functions\/shared\/(redaction\/common-words|ses-outcome))/,
    because: "mail programs, providers and servers have that name, as have SES's MAIL FROM and its object `mail`",
  },
  {
    avoid: /(?<!dead[ -])\bletters?\b(?! or digit|s, digits| and digits)/i,
    use: "dead letter",
    only: "prose",
    within: /^(ops\/|docs\/(operations|promises|runbooks\/)|tests\/ops\/|local\/storm)/,
    because: "elsewhere letters are of the alphabet",
  },
  { avoid: /\bmend(s|ed|ing)?\b/i, use: "fix, repair" },
  {
    avoid: /\b(is|are|was|were|be|been) told\b(?! apart)|\bnobody tells\b|\bpeople told\b/i,
    use: "is notified, is reported; shows, says",
    only: "prose",
  },
  { avoid: /\bknown (rule )?sets?\b/i, use: "standard rule sets" },
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
