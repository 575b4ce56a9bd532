import { UsageError } from "../../cli/errors";
import { isPipelineName, type PipelineName, pipelineNames } from "../../components/pipelines";

/** `Returns` of `returns`, `OrdersOpenDays` of `ordersOpenDays`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `late-returns` becomes `lateReturns`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `giftMessage` becomes `gift-message`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `giftMessage` becomes `gift message`, for use within a sentence. */
export function words(name: string): string {
  return kebabCase(name).replaceAll("-", " ");
}

/** @throws {UsageError} the name does not have that form */
export function checkName(what: string, name: string, pattern: RegExp, form: string): void {
  if (!pattern.test(name)) throw new UsageError(`the name of a ${what} must be ${form}, '${name}' given`);
}

/**
 * Reads `orders/late-check`.
 *
 * @throws {UsageError} it does not have that form, or there is no such pipeline
 */
export function partOfPipeline(
  what: string,
  text: string,
  example: string,
): { readonly pipeline: PipelineName; readonly name: string } {
  checkName(what, text, /^[a-z]+\/[a-z]+(-[a-z]+)*$/, `its pipeline and lower-case words, such as ${example}`);
  const [pipeline = "", name = ""] = text.split("/");
  if (!isPipelineName(pipeline))
    throw new UsageError(`there is no pipeline '${pipeline}'; there are ${pipelineNames.join(", ")}`);
  return { pipeline, name };
}
