import type { PipelineName } from "../../components/pipelines";

/**
 * Pipelines of the form that `npm run new -- pipeline NAME` writes: status changes of orders -> queue -> recorder -> table. The acceptance tests say
 * once what each declares. One that has become something else goes from this list, and the tests that then fail name what to write for it.
 */
export const orderRecorders: readonly PipelineName[] = [];
