import * as pulumi from "@pulumi/pulumi";
import type { Plain, ResourceRequest } from "../resource";

/** A value, and the URNs of the resources that it comes from. */
export interface Traced<T> {
  readonly value: T;
  readonly from?: readonly string[];
}

/** A resource inside a remote component. */
export interface RemoteChild {
  readonly type: string;
  readonly name: string;
  /** URN. */
  readonly parent: string;
  readonly inputs: Readonly<Record<string, Traced<Plain>>>;
  /** URNs. */
  readonly dependsOn: readonly string[];
}

/** Makes a child. */
export type MakeChild = (child: RemoteChild) => Promise<{ readonly urn: string; readonly id: string }>;

/** Makes all children of a remote component, as its own provider does, and gives its outputs. */
export type Expansion = (
  component: ResourceRequest,
  make: MakeChild,
) => Promise<Readonly<Record<string, Required<Traced<unknown>>>>>;

/** A reference to a resource, as the SDK reads it among a component's outputs. */
export function referenceTo({ urn, id }: { readonly urn: string; readonly id: string }) {
  return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialResourceSig, urn, id };
}
