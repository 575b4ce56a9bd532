// Replaces the SDK's default credential chain in every bundle (see components/blocks/bundle.ts): Lambda puts the credentials of the
// function's role into its environment, and they are valid for as long as the process runs.
export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";
