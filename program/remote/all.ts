import { awsxTypes } from "../../aws/resource-types";
import { expandVpc } from "./awsx-vpc";
import type { Expansion } from "./remote";

/** Remote components that the program may use, by type token: without their provider, what they make has to be known here. */
export const remoteComponents: Readonly<Record<string, Expansion>> = { [awsxTypes.ec2.vpc]: expandVpc };
