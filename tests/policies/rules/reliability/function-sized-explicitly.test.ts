import { functionSizedExplicitly } from "../../../../policies/rules/reliability/function-sized-explicitly";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(functionSizedExplicitly, {
  valid: [resource(t.function, "sender", { memorySize: 128, timeout: 30 })],
  passes: { "the most memory": [resource(t.function, "big", { memorySize: 3_008, timeout: 1 })] },
  refuses: {
    "a function without a memory size": [drop("sender", "memorySize"), /memorySize is not set, wanted 128 to 3008 MB/],
    "more memory than Lambda has": [set("sender", "memorySize", 10_241), /memorySize is 10241/],
    "less memory than Lambda takes": [set("sender", "memorySize", 127), /memorySize is 127/],
    "a function without a timeout": [drop("sender", "timeout"), /timeout is not set, wanted 1 to 30 seconds/],
    "one second more than the house allows": [set("sender", "timeout", 31), /timeout is 31/],
  },
});
