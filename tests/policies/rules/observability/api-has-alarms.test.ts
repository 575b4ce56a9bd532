import { apiHasAlarms } from "../../../../policies/rules/observability/api-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, stageType as type } from "./watched";

const dimensions = { ApiName: "shop-prod", Stage: "prod" };
const stage = { type, name: "stage" };

testRule(apiHasAlarms, {
  valid: [
    resource("aws:apigateway/restApi:RestApi", "shop", { name: "shop-prod" }),
    resource(type, "stage", { restApi: "shop", stageName: "prod" }),
    alarm("refused", "AWS/ApiGateway", "4XXError", dimensions),
    alarm("failed", "AWS/ApiGateway", "5XXError", dimensions),
    alarm("latency", "AWS/ApiGateway", "Latency", dimensions),
  ],
  failing: [
    {
      title: "a stage without an alarm on client errors",
      change: (valid) => without(valid, "refused"),
      ...stage,
      says: /stageName is shop-prod, prod, wanted an alarm on 4XX errors/,
    },
    {
      title: "a stage without an alarm on server errors",
      change: (valid) => without(valid, "failed"),
      ...stage,
      says: /wanted an alarm on 5XX errors/,
    },
    {
      title: "a stage without an alarm on latency",
      change: (valid) => without(valid, "latency"),
      ...stage,
      says: /wanted an alarm on latency/,
    },
    {
      title: "an alarm on another stage",
      change: (valid) => set(valid, "failed", "dimensions.Stage", "test"),
      ...stage,
      says: /wanted an alarm on 5XX errors/,
    },
    {
      title: "an alarm by the API's id",
      change: (valid) => set(valid, "failed", "dimensions.ApiName", "shop"),
      ...stage,
      says: /wanted an alarm on 5XX errors/,
    },
  ],
});
