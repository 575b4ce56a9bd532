import type { Rule } from "../../engine/rule";
import { aliasPointsToPublishedVersion } from "./alias-points-to-published-version";
import { apiCallsFunctionsInTime } from "./api-calls-functions-in-time";
import { apiOperationCallsItsOwnFunction } from "./api-operation-calls-its-own-function";
import { apiOperationsAuthorized } from "./api-operations-authorized";
import { apiRequestsValidated } from "./api-requests-validated";
import { apiServesItsDocument } from "./api-serves-its-document";
import { apiStageComplete } from "./api-stage-complete";
import { archiveKeepsEvents } from "./archive-keeps-events";
import { asynchronousFunctionHasFailurePath } from "./asynchronous-function-has-failure-path";
import { concurrencyBounded } from "./concurrency-bounded";
import { deadLetterQueueKeepsMessages } from "./dead-letter-queue-keeps-messages";
import { deadLetterQueueNamesItsSources } from "./dead-letter-queue-names-its-sources";
import { deadLettersHaveOneSource } from "./dead-letters-have-one-source";
import { environmentFitsLambda } from "./environment-fits-lambda";
import { eventRuleNarrow } from "./event-rule-narrow";
import { eventTargetHasDeadLetters } from "./event-target-has-dead-letters";
import { feedbackReadsItsOwnMails } from "./feedback-reads-its-own-mails";
import { functionDeadLettersHaveEffect } from "./function-dead-letters-have-effect";
import { functionMayUseItsWiring } from "./function-may-use-its-wiring";
import { functionPublishesVersions } from "./function-publishes-versions";
import { functionRuntimeSupported } from "./function-runtime-supported";
import { functionSizedExplicitly } from "./function-sized-explicitly";
import { functionsAdmitInvokers } from "./functions-admit-invokers";
import { functionsRunTheirOwnCode } from "./functions-run-their-own-code";
import { ignoredChangesWrittenDown } from "./ignored-changes-written-down";
import { insightsFitTables } from "./insights-fit-tables";
import { invokersCallAlias } from "./invokers-call-alias";
import { mappingReportsBatchItemFailures } from "./mapping-reports-batch-item-failures";
import { noFunctionFeedsItself } from "./no-function-feeds-itself";
import { nothingFiltersMessagesAway } from "./nothing-filters-messages-away";
import { nothingOverwritesAnother } from "./nothing-overwrites-another";
import { nothingUnwired } from "./nothing-unwired";
import { queueAdmitsOnlyItsProducers } from "./queue-admits-only-its-producers";
import { queueHasDeadLetters } from "./queue-has-dead-letters";
import { queueVisibilityCoversTimeout } from "./queue-visibility-covers-timeout";
import { readersDoNotShare } from "./readers-do-not-share";
import { receiversAdmitDeliveries } from "./receivers-admit-deliveries";
import { referencesResolve } from "./references-resolve";
import { replacementKeepsData } from "./replacement-keeps-data";
import { reservedConcurrencyCoversPollers } from "./reserved-concurrency-covers-pollers";
import { statefulResourcesProtected } from "./stateful-resources-protected";
import { streamCarriesBothImages } from "./stream-carries-both-images";
import { streamMappingBounded } from "./stream-mapping-bounded";
import { streamMappingLeavesOutExpiry } from "./stream-mapping-leaves-out-expiry";
import { streamReadersKnowTheirFailureQueue } from "./stream-readers-know-their-failure-queue";
import { subscriptionHasDeadLetters } from "./subscription-has-dead-letters";
import { tableCapacityGrows } from "./table-capacity-grows";
import { tableInBackupPlan } from "./table-in-backup-plan";
import { tableKeysAreDeclared } from "./table-keys-are-declared";
import { tableRestorable } from "./table-restorable";
import { topicReachesPeople } from "./topic-reaches-people";
import { wiringWaitsForRights } from "./wiring-waits-for-rights";

/** All rules of this concern. */
export const reliabilityRules: readonly Rule[] = [
  feedbackReadsItsOwnMails,
  tableKeysAreDeclared,
  aliasPointsToPublishedVersion,
  apiCallsFunctionsInTime,
  apiOperationsAuthorized,
  apiRequestsValidated,
  apiStageComplete,
  archiveKeepsEvents,
  asynchronousFunctionHasFailurePath,
  concurrencyBounded,
  deadLetterQueueKeepsMessages,
  deadLetterQueueNamesItsSources,
  eventRuleNarrow,
  eventTargetHasDeadLetters,
  functionDeadLettersHaveEffect,
  functionMayUseItsWiring,
  functionPublishesVersions,
  functionRuntimeSupported,
  functionSizedExplicitly,
  functionsAdmitInvokers,
  ignoredChangesWrittenDown,
  insightsFitTables,
  invokersCallAlias,
  mappingReportsBatchItemFailures,
  noFunctionFeedsItself,
  nothingUnwired,
  queueAdmitsOnlyItsProducers,
  queueHasDeadLetters,
  queueVisibilityCoversTimeout,
  receiversAdmitDeliveries,
  referencesResolve,
  replacementKeepsData,
  reservedConcurrencyCoversPollers,
  statefulResourcesProtected,
  streamCarriesBothImages,
  streamMappingBounded,
  streamMappingLeavesOutExpiry,
  streamReadersKnowTheirFailureQueue,
  subscriptionHasDeadLetters,
  tableCapacityGrows,
  tableInBackupPlan,
  tableRestorable,
  topicReachesPeople,
  wiringWaitsForRights,
  readersDoNotShare,
  deadLettersHaveOneSource,
  nothingFiltersMessagesAway,
  apiServesItsDocument,
  apiOperationCallsItsOwnFunction,
  functionsRunTheirOwnCode,
  environmentFitsLambda,
  nothingOverwritesAnother,
];
