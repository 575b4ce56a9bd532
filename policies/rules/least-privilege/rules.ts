import type { Rule } from "../../engine/rule";
import { eventsArePutAsTheSource } from "./events-are-put-as-the-source";
import { functionDoesDataOnly } from "./function-does-data-only";
import { functionHasWhatItNeeds } from "./function-has-what-it-needs";
import { functionUsesItsKeyRights } from "./function-uses-its-key-rights";
import { functionUsesWhatItHas } from "./function-uses-what-it-has";
import { functionWritesItsOwnLog } from "./function-writes-its-own-log";
import { grantGivesNoWayUp } from "./grant-gives-no-way-up";
import { grantStaysInItsPipeline } from "./grant-stays-in-its-pipeline";
import { indexesAreGrantedByName } from "./indexes-are-granted-by-name";
import { keyRightsAreScoped } from "./key-rights-are-scoped";
import { mailIsSentAsTheShop } from "./mail-is-sent-as-the-shop";
import { managedPolicyIsAttached } from "./managed-policy-is-attached";
import { permissionNamesItsCaller } from "./permission-names-its-caller";
import { policyActionsExist } from "./policy-actions-exist";
import { policyActionsFitResources } from "./policy-actions-fit-resources";
import { policyAllowsByName } from "./policy-allows-by-name";
import { policyConditionsHold } from "./policy-conditions-hold";
import { policyIsReadable } from "./policy-is-readable";
import { policyNamesActions } from "./policy-names-actions";
import { policyNamesResources } from "./policy-names-resources";
import { policyPrincipalsAreKnown } from "./policy-principals-are-known";
import { policyServicesGiveTheirSource } from "./policy-services-give-their-source";
import { readOperationOnlyReads } from "./read-operation-only-reads";
import { roleKeepsOneWayOfPolicies } from "./role-keeps-one-way-of-policies";
import { roleTakesNoBroadManagedPolicy } from "./role-takes-no-broad-managed-policy";
import { roleTrustsItsUser } from "./role-trusts-its-user";
import { subscribersAreOurs } from "./subscribers-are-ours";
import { topicPolicyNamesItsTopic } from "./topic-policy-names-its-topic";
import { trustNamesOneService } from "./trust-names-one-service";

/** All rules of this concern. */
export const leastPrivilegeRules: readonly Rule[] = [
  managedPolicyIsAttached,
  topicPolicyNamesItsTopic,
  functionDoesDataOnly,
  functionHasWhatItNeeds,
  functionUsesItsKeyRights,
  functionUsesWhatItHas,
  functionWritesItsOwnLog,
  grantGivesNoWayUp,
  grantStaysInItsPipeline,
  keyRightsAreScoped,
  mailIsSentAsTheShop,
  eventsArePutAsTheSource,
  permissionNamesItsCaller,
  policyActionsExist,
  policyActionsFitResources,
  policyAllowsByName,
  policyConditionsHold,
  policyIsReadable,
  policyNamesActions,
  policyNamesResources,
  policyPrincipalsAreKnown,
  policyServicesGiveTheirSource,
  readOperationOnlyReads,
  roleKeepsOneWayOfPolicies,
  roleTakesNoBroadManagedPolicy,
  roleTrustsItsUser,
  trustNamesOneService,
  indexesAreGrantedByName,
  subscribersAreOurs,
];
