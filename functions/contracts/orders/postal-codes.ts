/**
 * Countries and territories whose addresses need no postal code: those that have none or do not use them in general (Universal Postal Union, postal
 * addressing systems by country; GeoPostcodes, "Countries without postcodes"), and Ireland, where An Post delivers without an Eircode. Being on
 * the list only lets an address pass without one: a code that is given is kept.
 */
const withoutPostalCodes: ReadonlySet<string> = new Set(
  (
    "AE AG AO AQ AW BF BI BJ BO BS BV BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GW GY HK HN IE JM KI KM KN KP ML MO MR MW NR NU PA QA " +
    "RW SB SC SD SL SO SR SS ST SX SY TD TF TG TK TL TO TV UG VU YE ZM ZW"
  ).split(" "),
);

/** @param country ISO 3166-1 alpha-2 code */
export function needsPostalCode(country: string): boolean {
  return !withoutPostalCodes.has(country);
}
