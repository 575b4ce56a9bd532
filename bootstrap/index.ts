import { SHARED } from "../components/naming";
import { tagsFor } from "../components/tags";
import { readBootstrapConfig } from "./config";
import { DeliveryEnvironment } from "./delivery-environment";
import { readDeploymentTarget } from "./deployment-target";
import { DELIVERY } from "./names";
import { githubProviderArn } from "./oidc";

const config = readBootstrapConfig();
const target = readDeploymentTarget();
const tags = tagsFor(DELIVERY);
const providerArn = githubProviderArn(config.oidcProviderArn, tags);
const environments = config.environments.map(
  (environment) =>
    [
      environment.name,
      new DeliveryEnvironment(`${SHARED}-delivery-${environment.name}`, {
        config,
        environment,
        target,
        providerArn,
        tags,
      }),
    ] as const,
);

/** Variables to set in GitHub, by the name of the GitHub environment. */
export const githubVariables = Object.assign({}, ...environments.map(([, { variables }]) => variables));

/** Values of `backoffice:permissionsBoundary` and `backoffice:serviceBoundary` in the settings of each stack. */
export const boundaries = Object.fromEntries(environments.map(([name, environment]) => [name, environment.boundaries]));
