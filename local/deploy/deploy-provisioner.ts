import { DeployError, UnknownInputError, UnsupportedTypeError } from "../../program/errors";
import { GraphProvisioner } from "../../program/graph/graph-provisioner";
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
import { declaredOnly } from "./declared-only";

/** Creates the program's resources on the emulator, by one adapter per resource type; nothing for types that are only declared. */
export class DeployProvisioner implements Provisioner {
  /** What the emulator cannot honour: inputs as `type input: reason`, and types that are only declared; each once. */
  readonly ignored = new Set<string>();
  private readonly providers: Providers;
  /** Gives what is only declared its ids and ARNs. */
  private readonly graph: GraphProvisioner;

  /** @param context creations wait for it */
  constructor(
    private readonly target: DeploymentTarget,
    private readonly adapters: ReadonlyMap<string, Adapter>,
    private readonly context: Promise<Omit<AdapterContext, "name">>,
  ) {
    this.providers = new Providers(target);
    this.graph = new GraphProvisioner(target);
  }

  declare(type: string, name: string, inputs: readonly string[]): readonly string[] | "any" {
    if (Providers.owns(type)) return [];
    if (declaredOnly.has(type)) return this.graph.declare(type, name, inputs);
    const adapter = this.adapters.get(type);
    if (adapter === undefined) throw new UnsupportedTypeError(type, name);
    const unknown = inputs.filter((input) => !knows(adapter, input));
    if (unknown.length > 0) throw new UnknownInputError(type, name, unknown.join(", "));
    return [...adapter.outputs, ...genericOutputs];
  }

  async create(request: ResourceRequest): Promise<ResourceState> {
    if (Providers.owns(request.type)) return this.providers.create(request);
    const lacks = declaredOnly.get(request.type);
    if (lacks !== undefined) {
      this.ignored.add(lacks);
      return this.graph.create(request);
    }
    const adapter = this.adapters.get(request.type);
    if (adapter === undefined) throw new UnsupportedTypeError(request.type, request.name);
    const { inputs, generic } = this.providers.prepare(request, adapter.inputs.includes("tags"));
    for (const [input, reason] of Object.entries(adapter.ignores)) {
      if (inputs[input] !== undefined) this.ignored.add(`${adapter.type} ${input}: ${reason}`);
    }
    const { id, state } = await adapter.create(inputs, { ...(await this.context), name: request.name });
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
