import { expect } from "chai";
import fc from "fast-check";
import { isPrivateAddress, isPrivateHost } from "../../../functions/shared/private-addresses";

/** First and last address of each range that the registries of special addresses call not global, and its neighbours that are public. */
const ranges: readonly (readonly [
  first: string,
  last: string,
  before: string | undefined,
  after: string | undefined,
])[] = [
  ["0.0.0.0", "0.255.255.255", undefined, "1.0.0.0"],
  ["10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
  ["100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0"],
  ["127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0"],
  ["169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0"],
  ["172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0"],
  ["192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0"],
  ["192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"],
  ["192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0"],
  ["192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0"],
  ["198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0"],
  ["198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0"],
  ["203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0"],
  ["224.0.0.0", "255.255.255.255", "223.255.255.255", undefined],
  ["::", "::fffe:ffff:ffff", undefined, undefined],
  ["64:ff9b::", "64:ff9b::ffff:ffff", undefined, undefined],
  ["64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", undefined, undefined],
  ["100::", "100::ffff:ffff:ffff:ffff", undefined, undefined],
  ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::"],
  ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::"],
  ["2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::", "2003::"],
  ["3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff::", "3fff:1000::"],
  ["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", undefined],
  ["5f00::", "5f00:ffff::", undefined, undefined],
  ["fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", undefined, undefined],
  ["fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", undefined, undefined],
  ["fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", undefined, undefined],
];

describe("a private address", () => {
  it("is one from the first to the last of each range, and not beside it", () => {
    for (const [first, last, before, after] of ranges) {
      for (const address of [first, last]) expect(isPrivateAddress(address), address).to.equal(true);
      for (const address of [before, after]) {
        if (address !== undefined) expect(isPrivateAddress(address), address).to.equal(false);
      }
    }
  });

  it("is the same in IPv6's clothes, in every way of writing it", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const is = isPrivateAddress(dotted);
        for (const mapped of [`::ffff:${dotted}`, `::FFFF:${hex}`, `0:0:0:0:0:ffff:${hex}`]) {
          expect(isPrivateAddress(mapped), mapped).to.equal(is);
          expect(isPrivateHost(new URL(`https://[${mapped}]/`).hostname), mapped).to.equal(is);
        }
        const number = ((a << 24) >>> 0) + (b << 16) + (c << 8) + d;
        const octal = [a, b, c, d].map((each) => `0${each.toString(8)}`).join(".");
        for (const host of [dotted, String(number), `0x${number.toString(16)}`, octal, `${dotted}.`]) {
          expect(isPrivateHost(new URL(`https://${host}/`).hostname), host).to.equal(is);
        }
      }),
    );
  });

  it("is what is no address at all, or belongs to a link", () => {
    for (const address of ["", "x", "1.2.3", "fe80::1%eth0", "2606:4700::1111%1"]) {
      expect(isPrivateAddress(address), address).to.equal(true);
    }
  });
});
