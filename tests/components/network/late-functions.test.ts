import { expect } from "chai";
import { Network } from "../../../components/network";
import { buildGraph } from "../../../program/graph/build-graph";
import { networkOfOthers } from "../../support/network-settings";
import { sharedArgs } from "../../support/pulumi-fixtures";

describe("a function that comes late to the network", () => {
  it("is refused: no endpoint would let its calls through", async () => {
    const program = () => {
      const shared = sharedArgs(networkOfOthers);
      const { network: settings } = shared.stack.config;
      if (settings === undefined) throw new Error("the stack has no network");
      const network = new Network("backoffice-network", { ...shared, settings });
      network.declareEndpoints();
      network.join(shared.key.arn, []);
    };

    const refused = await buildGraph("dev", networkOfOthers, { program }).catch((error: unknown) => error);

    expect(String(refused)).to.contain("a function joins the network after its endpoints were declared");
  });
});
