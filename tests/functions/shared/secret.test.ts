import type { DecryptCommand } from "@aws-sdk/client-kms";
import { expect } from "chai";
import { createSecret } from "../../../functions/shared/secret";
import { rejectionOf } from "./doubles";

function kms(answers: readonly (string | Error | undefined)[]) {
  const inputs: DecryptCommand["input"][] = [];
  const left = [...answers];
  const client = {
    send: async (command: DecryptCommand) => {
      inputs.push(command.input);
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return { Plaintext: answer === undefined ? undefined : Buffer.from(answer) };
    },
  };
  return { client: client as unknown as Parameters<typeof createSecret>[0], inputs };
}

const ciphertext = Buffer.from("sealed").toString("base64");

describe("a secret", () => {
  it("is opened once, with its name in the encryption context", async () => {
    const { client, inputs } = kms(["open"]);
    const secret = createSecret(client, ciphertext, "notifications-webhook-test");

    expect(await Promise.all([secret(), secret()])).to.deep.equal(["open", "open"]);
    expect(await secret()).to.equal("open");

    expect(inputs).to.have.length(1);
    expect(Buffer.from(inputs[0]?.CiphertextBlob ?? []).toString()).to.equal("sealed");
    expect(inputs[0]?.EncryptionContext).to.deep.equal({ secret: "notifications-webhook-test" });
  });

  it("is tried again after a failure", async () => {
    const { client } = kms([new Error("throttled"), undefined, "open"]);
    const secret = createSecret(client, ciphertext, "name");

    expect(String(await rejectionOf(secret()))).to.equal("Error: throttled");
    expect(String(await rejectionOf(secret()))).to.equal("Error: KMS gave nothing for the secret name");
    expect(await secret()).to.equal("open");
  });
});
