import { codeLeavesTheNetworkAlone } from "../../../../policies/rules/lambda/network";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy } from "../../../support/policies/shops/granted-parts";
import { networked, networkRights } from "../../../support/policies/shops/networked";

const { denied, onTable, sender } = networkRights;
const withDenial = (changes: Readonly<Record<string, unknown>>) =>
  set("sender-policy", "policy", policy(onTable, { ...denied, ...changes }));

testRule(codeLeavesTheNetworkAlone, {
  valid: networked,
  passes: {
    "a function in no network": chain(set("sender-policy", "policy", policy(onTable)), drop("sender", "vpcConfig")),
  },
  refuses: {
    "no denial": [
      set("sender-policy", "policy", policy(onTable)),
      "sender-role",
      /no denial of .*CreateNetworkInterface/,
    ],
    "a denial of less": [
      withDenial({ Action: denied.Action.slice(1) }),
      "sender-role",
      /no denial of ec2:AssignPrivateIpAddresses, wanted/,
    ],
    "a denial of some interfaces": [
      withDenial({ Resource: "arn:aws:ec2:eu-central-1:123456789012:network-interface/eni-1" }),
      "sender-role",
      /no denial of/,
    ],
    "a denial to another function": [
      withDenial({ Condition: { ArnLike: { "lambda:SourceFunctionArn": [`${sender}2`, `${sender}2:*`] } } }),
      "sender-role",
      /no denial of/,
    ],
    "a denial to the unpublished version only": [
      withDenial({ Condition: { ArnLike: { "lambda:SourceFunctionArn": [sender] } } }),
      "sender-role",
      /no denial of/,
    ],
    "a denial to Lambda as well, by which no function starts": [
      withDenial({ Condition: undefined }),
      "sender-role",
      /no denial of/,
    ],
    "a permission in place of a denial": [withDenial({ Effect: "Allow" }), "sender-role", /no denial of/],
  },
});
