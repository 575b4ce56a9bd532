import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SHARED } from "../components/naming";
import type { Tags } from "../components/tags";

/** Issuer of the tokens of GitHub's jobs. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Audience of the tokens: a job requests them for AWS. */
export const AUDIENCE = "sts.amazonaws.com";

/**
 * ARN of the account's OIDC provider for GitHub's tokens: the existing one, or one created here. It is kept when this stack is destroyed,
 * because other repositories may use it.
 */
export function githubProviderArn(existing: string | undefined, tags: Tags): pulumi.Output<string> {
  if (existing !== undefined) return pulumi.output(existing);
  const provider = new aws.iam.OpenIdConnectProvider(
    `${SHARED}-github`,
    // No thumbprint: AWS checks this issuer's certificate against its own authorities.
    { url: `https://${GITHUB_ISSUER}`, clientIdLists: [AUDIENCE], tags },
    { protect: true, retainOnDelete: true },
  );
  return provider.arn;
}
