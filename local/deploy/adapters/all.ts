import type { Adapter } from "../adapter";
import * as apigateway from "./apigateway";
import * as cloudwatch from "./cloudwatch";
import * as codedeploy from "./codedeploy";
import * as dynamodb from "./dynamodb";
import * as events from "./events";
import * as iam from "./iam";
import * as kms from "./kms";
import * as lambda from "./lambda";
import * as mapping from "./lambda-mapping";
import * as logs from "./logs";
import * as ses from "./ses";
import * as sns from "./sns";
import * as sqs from "./sqs";

/** Every resource type that the local run can create, by type token. */
export const adapters: ReadonlyMap<string, Adapter> = new Map(
  [apigateway, cloudwatch, codedeploy, dynamodb, events, iam, kms, lambda, mapping, logs, ses, sns, sqs]
    .flatMap((service): Adapter[] => Object.values(service))
    .map((adapter) => [adapter.type, adapter]),
);
