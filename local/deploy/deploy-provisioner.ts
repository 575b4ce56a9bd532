import { DeployError, UnknownInputError, UnsupportedTypeError } from "../../program/errors";
import { answerInvoke } from "../../program/invokes";
import { genericInputs, genericOutputs, Providers } from "../../program/provider";
import type {
  DeploymentTarget,
  PlainObject,
  Provisioner,
  ResourceRequest,
  ResourceState,
} from "../../program/resource";
import type { Adapter, AdapterContext } from "./adapter";

/** Creates the program's resources on the emulator, by one adapter per resource type. */
export class DeployProvisioner implements Provisioner {
  /** Inputs that the emulator cannot honour, as `type.input: reason`, each once. */
  readonly ignored = new Set<string>();
  private readonly providers: Providers;

  constructor(
    private readonly target: DeploymentTarget,
    private readonly adapters: ReadonlyMap<string, Adapter>,
    private readonly context: Omit<AdapterContext, "name">,
  ) {
    this.providers = new Providers(target);
  }

  declare(type: string, name: string, inputs: readonly string[]): readonly string[] | "any" {
    if (Providers.owns(type)) return [];
    const adapter = this.adapters.get(type);
    if (adapter === undefined) throw new UnsupportedTypeError(type, name);
    const unknown = inputs.filter((input) => !knows(adapter, input));
    if (unknown.length > 0) throw new UnknownInputError(type, name, unknown.join(", "));
    return [...adapter.outputs, ...genericOutputs];
  }

  async create(request: ResourceRequest): Promise<ResourceState> {
    if (Providers.owns(request.type)) return this.providers.create(request);
    const adapter = this.adapters.get(request.type);
    if (adapter === undefined) throw new UnsupportedTypeError(request.type, request.name);
    const { inputs, generic } = this.providers.prepare(request, adapter.inputs.includes("tags"));
    for (const [input, reason] of Object.entries(adapter.ignores)) {
      if (inputs[input] !== undefined) this.ignored.add(`${adapter.type} ${input}: ${reason}`);
    }
    const { id, state } = await adapter.create(inputs, { ...this.context, name: request.name });
    const missing = adapter.outputs.filter((output) => state[output] === undefined);
    if (id === "" || missing.length > 0) {
      throw new DeployError(
        `${request.urn}: the adapter gave no ${["id", ...missing].slice(id === "" ? 0 : 1).join(", ")}`,
      );
    }
    return { id, state: { ...state, ...generic } };
  }

  async read(request: ResourceRequest, id: string): Promise<ResourceState> {
    throw new DeployError(`${request.urn}: ${id} cannot be looked up, for the local run begins with an empty account`);
  }

  async invoke(token: string, args: PlainObject): Promise<Readonly<Record<string, unknown>>> {
    return answerInvoke(token, args, this.target);
  }
}

function knows(adapter: Adapter, input: string): boolean {
  return adapter.inputs.includes(input) || input in adapter.ignores || genericInputs.includes(input);
}
