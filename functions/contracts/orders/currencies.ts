// ISO 4217, active currencies with the number of decimals ("minor units") of each. Fund codes, precious metals, test and reserved codes are
// left out, because no order is paid in them.

const byMinorUnits: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP " +
    "DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR " +
    "LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG " +
    "YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
};

const minorUnits: ReadonlyMap<string, number> = new Map(
  Object.entries(byMinorUnits).flatMap(([units, codes]) =>
    codes.split(" ").map((code) => [code, Number(units)] as const),
  ),
);

/** Codes of all currencies that an order can be in, in alphabetical order. */
export const currencyCodes: readonly string[] = [...minorUnits.keys()].sort();

/** Whether an order can be placed in a currency. Orders stay when their currency is withdrawn. */
export function isActiveCurrency(currency: string): boolean {
  return minorUnits.has(currency);
}

/**
 * How many decimals amounts in a currency have: 0, 2 or 3.
 *
 * @throws RangeError for a code that is not in the list
 */
export function minorUnitsOf(currency: string): number {
  const units = minorUnits.get(currency);
  if (units === undefined) throw new RangeError(`'${currency}' is not an active ISO 4217 currency`);
  return units;
}
