import * as pulumi from "@pulumi/pulumi";
import { UnknownOutputError } from "./errors";
import type { Provisioner } from "./resource";

/**
 * A stack transformation that receives every resource while the program constructs it, before any value is known:
 * - it declares the resource to the provisioner, which rejects what it cannot provision before anything is created;
 * - it makes the program throw when it reads an output that will not exist. The SDK would silently resolve such an output to undefined.
 */
export function watchResources(provisioner: Provisioner): pulumi.ResourceTransformation {
  return ({ resource, type, name, props }) => {
    if (!(resource instanceof pulumi.CustomResource)) return undefined;
    const properties = props as Record<string, unknown>;
    const names = Object.keys(properties);
    const declared = provisioner.declare(
      type,
      name,
      names.filter((key) => properties[key] !== undefined),
    );
    if (declared === "any") return undefined;
    const missing = names.filter((key) => properties[key] === undefined && !declared.includes(key));
    hideOutputs(resource, missing, (output) => new UnknownOutputError(type, name, output));
    return undefined;
  };
}

/**
 * Makes reading any of these properties throw. They are defined on a prototype between the resource and its class: the SDK assigns its own
 * values to the resource right after this, and throws when the resource itself already has such a property.
 */
function hideOutputs(resource: pulumi.Resource, outputs: readonly string[], error: (output: string) => Error): void {
  const hidden: object = Object.create(Object.getPrototypeOf(resource));
  for (const output of outputs) {
    Object.defineProperty(hidden, output, {
      set: () => undefined,
      get: () => {
        throw error(output);
      },
    });
  }
  Object.setPrototypeOf(resource, hidden);
}
