import { answerInvoke } from "../invokes";
import { genericOutputs, Providers } from "../provider";
import type { DeploymentTarget, PlainObject, Provisioner, ResourceRequest, ResourceState } from "../resource";
import { apiValues } from "./values/api";
import { dataValues } from "./values/data";
import { edgeValues } from "./values/edge";
import { FakeOutputs, type ValueMakers } from "./values/fake-outputs";
import { functionValues } from "./values/functions";
import { messageValues } from "./values/messages";
import { networkValues } from "./values/network";
import { observationValues } from "./values/observation";

/** Resource types for which outputs in AWS's own form are generated. */
export const valueMakers: ValueMakers = {
  ...apiValues,
  ...edgeValues,
  ...dataValues,
  ...functionValues,
  ...messageValues,
  ...networkValues,
  ...observationValues,
};

/** Creates nothing, and gives every resource realistic ids and ARNs. */
export class GraphProvisioner implements Provisioner {
  private readonly providers: Providers;

  constructor(private readonly target: DeploymentTarget) {
    this.providers = new Providers(target);
  }

  declare(type: string, name: string, inputs: readonly string[]): readonly string[] | "any" {
    if (Providers.owns(type)) return [];
    const make = valueMakers[type];
    if (make === undefined) return "any";
    const blank = { type, name, inputs: Object.fromEntries(inputs.map((input) => [input, ""])) };
    return [
      ...Object.keys(make(new FakeOutputs({ ...emptyRequest, ...blank }, this.target))),
      "name",
      ...genericOutputs,
    ];
  }

  async create(request: ResourceRequest): Promise<ResourceState> {
    if (Providers.owns(request.type)) return this.providers.create(request);
    const { generic } = this.providers.prepare(request, "tags" in request.inputs);
    return this.values(request, generic);
  }

  async read(request: ResourceRequest, id: string): Promise<ResourceState> {
    return { ...this.values(request, {}), id };
  }

  async invoke(token: string, args: PlainObject): Promise<Readonly<Record<string, unknown>>> {
    return answerInvoke(token, args, this.target);
  }

  private values(request: ResourceRequest, generic: PlainObject): ResourceState {
    const of = new FakeOutputs(request, this.target);
    const make = valueMakers[request.type] ?? anyValues;
    const { id, ...outputs } = make(of);
    // Without a name input the provider generates one and returns it as an output.
    const name = request.inputs.name === undefined ? { name: of.name() } : {};
    return { id, state: { ...name, ...outputs, ...generic } };
  }
}

/** Outputs of a type without a generator: an id, a name and an ARN, which is what programs mostly refer to. */
function anyValues(of: FakeOutputs) {
  const [module = ""] = of.type.split("/");
  const service = module.split(":")[1] ?? module;
  return { id: of.name(), name: of.name(), arn: of.arn(service, of.name()), url: `https://${of.name()}.example.com` };
}

const emptyRequest: ResourceRequest = {
  urn: "",
  type: "",
  name: "",
  parent: "",
  custom: true,
  inputs: {},
  secrets: [],
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
  ignoreChanges: [],
  provider: "",
};
