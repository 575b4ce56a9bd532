import { expect } from "chai";
import { inPython } from "./in-python";

describe("a policy document in the emulator", () => {
  it("is parsed once, to the same statements, and a changed one again", async () => {
    const found = await inPython(
      "policy_documents.py",
      `
import dataclasses
import ministack.core.iam_evaluator as evaluator
plain = evaluator.parse_policy_document
own["install"]()
parse = evaluator.parse_policy_document
def document(action): return json.dumps({"Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})
def shown(statements): return [dataclasses.asdict(statement) for statement in statements]
first, again = parse(document("sqs:SendMessage")), parse(document("sqs:SendMessage"))
shared = first[0] is again[0]
first.clear()
print(json.dumps({
    "shared": shared,
    "others keep theirs": len(parse(document("sqs:SendMessage"))),
    "as before": shown(again) == shown(plain(document("sqs:SendMessage"))),
    "changed": parse(document("sqs:*"))[0].actions,
    "as an object": parse(json.loads(document("sns:Publish")))[0].actions,
    "broken": parse("{"),
}))`,
    );

    expect(found).to.deep.equal({
      ...{ shared: true, "others keep theirs": 1, "as before": true },
      ...{ changed: ["sqs:*"], "as an object": ["sns:Publish"], broken: [] },
    });
  });
});
