import { apiHasAlarms } from "../../../../policies/rules/observability/api-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, stageType as type } from "./watched";

const dimensions = { ApiName: "shop-prod", Stage: "prod" };

testRule(apiHasAlarms, {
  valid: [
    resource("aws:apigateway/restApi:RestApi", "shop", { name: "shop-prod" }),
    resource(type, "stage", { restApi: "shop", stageName: "prod" }),
    alarm("refused", "AWS/ApiGateway", "4XXError", dimensions),
    alarm("failed", "AWS/ApiGateway", "5XXError", dimensions),
    alarm("latency", "AWS/ApiGateway", "Latency", dimensions),
  ],
  refuses: {
    "a stage without an alarm on client errors": [
      without("refused"),
      "stage",
      /stageName is shop-prod, prod, wanted an alarm on 4XX errors/,
    ],
    "a stage without an alarm on server errors": [without("failed"), "stage", /wanted an alarm on 5XX errors/],
    "a stage without an alarm on latency": [without("latency"), "stage", /wanted an alarm on latency/],
    "an alarm on another stage": [set("failed", "dimensions.Stage", "test"), "stage", /wanted an alarm on 5XX errors/],
    "an alarm by the API's id": [set("failed", "dimensions.ApiName", "shop"), "stage", /wanted an alarm on 5XX errors/],
  },
});
