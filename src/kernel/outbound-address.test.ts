import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutbound, OutboundError } from "./outbound.ts";
import { type Address, createGuard, isPublicAddress, parseAllowed } from "./outbound-address.ts";

/** What somebody may write to make the server look inward. `dns` is what a hostile name server answers. */
const INWARD: Array<{ url: string; dns?: string[]; why: string }> = [
  { url: "http://127.0.0.1/", why: "loopback" },
  { url: "http://127.255.255.254/", why: "loopback, its far end" },
  { url: "http://0.0.0.0/", why: "this host" },
  { url: "http://0.1.2.3/", why: "this network" },
  { url: "http://0/", why: "this host in one number" },
  { url: "http://2130706433/", why: "loopback in one number" },
  { url: "http://0x7f000001/", why: "loopback in hex" },
  { url: "http://0x7f.0.0.1/", why: "loopback, one part hex" },
  { url: "http://0177.0.0.1/", why: "loopback in octal" },
  { url: "http://00000177.0.0.01/", why: "loopback in octal with more zeros" },
  { url: "http://127.1/", why: "loopback, short" },
  { url: "http://127.0.1/", why: "loopback, shorter" },
  { url: "http://127.0.0.1./", why: "loopback with a trailing dot" },
  { url: "http://%31%32%37.0.0.1/", why: "loopback percent-encoded" },
  { url: "http://127。0。0。1/", why: "loopback with ideographic stops" },
  { url: "http://①②⑦.0.0.1/", why: "loopback in circled digits" },
  { url: "http://localhost/", why: "localhost" },
  { url: "http://LOCALHOST/", why: "localhost in capitals" },
  { url: "http://localhost./", why: "localhost with a trailing dot" },
  { url: "http://deep.localhost/", why: "a name under localhost" },
  { url: "http://ⓛocalhost/", why: "localhost with a circled letter" },
  { url: "http://user:pass@127.0.0.1/", why: "loopback behind credentials" },
  { url: "http://example.com@127.0.0.1/", why: "a public name that is only the user name" },
  { url: "http://10.0.0.1/", why: "private, class A" },
  { url: "http://172.16.0.1/", why: "private, class B" },
  { url: "http://172.31.255.255/", why: "private, class B, far end" },
  { url: "http://192.168.1.1/", why: "private, class C" },
  { url: "http://169.254.169.254/latest/meta-data/", why: "cloud metadata" },
  { url: "http://0xa9fea9fe/", why: "cloud metadata in hex" },
  { url: "http://100.64.0.1/", why: "carrier-grade NAT" },
  { url: "http://100.127.255.255/", why: "carrier-grade NAT, far end" },
  { url: "http://192.0.0.1/", why: "protocol assignments" },
  { url: "http://192.0.2.1/", why: "documentation 1" },
  { url: "http://198.51.100.1/", why: "documentation 2" },
  { url: "http://203.0.113.1/", why: "documentation 3" },
  { url: "http://192.88.99.1/", why: "6to4 relay" },
  { url: "http://198.18.0.1/", why: "benchmarking" },
  { url: "http://224.0.0.1/", why: "multicast" },
  { url: "http://239.255.255.250/", why: "multicast, SSDP" },
  { url: "http://240.0.0.1/", why: "reserved" },
  { url: "http://255.255.255.255/", why: "broadcast" },
  { url: "http://[::]/", why: "unspecified, IPv6" },
  { url: "http://[::1]/", why: "loopback, IPv6" },
  { url: "http://[0:0:0:0:0:0:0:1]/", why: "loopback, IPv6, long" },
  { url: "http://[::ffff:127.0.0.1]/", why: "IPv4-mapped loopback" },
  { url: "http://[::ffff:7f00:1]/", why: "IPv4-mapped loopback in hex" },
  { url: "http://[::ffff:10.0.0.1]/", why: "IPv4-mapped private" },
  { url: "http://[::ffff:8.8.8.8]/", why: "IPv4-mapped, whatever it maps" },
  { url: "http://[::127.0.0.1]/", why: "IPv4-compatible loopback" },
  { url: "http://[::ffff:0:127.0.0.1]/", why: "IPv4-translated loopback" },
  { url: "http://[64:ff9b::127.0.0.1]/", why: "NAT64 around loopback" },
  { url: "http://[64:ff9b:1::10.0.0.1]/", why: "local NAT64 around private" },
  { url: "http://[2002:7f00:1::]/", why: "6to4 around loopback" },
  { url: "http://[2002:c0a8:101::1]/", why: "6to4 around private" },
  { url: "http://[2001:0:7f00:1::]/", why: "Teredo" },
  { url: "http://[fe80::1]/", why: "link-local, IPv6" },
  { url: "http://[febf::1]/", why: "link-local, IPv6, far end" },
  { url: "http://[fec0::1]/", why: "site-local" },
  { url: "http://[fc00::1]/", why: "unique local" },
  { url: "http://[fd00:ec2::254]/", why: "cloud metadata, IPv6" },
  { url: "http://[ff02::1]/", why: "multicast, IPv6" },
  { url: "http://[100::1]/", why: "discard" },
  { url: "http://[2001:db8::1]/", why: "documentation, IPv6" },
  { url: "http://[3fff::1]/", why: "documentation, IPv6, new" },
  { url: "http://[5f00::1]/", why: "segment routing" },
  { url: "http://[4000::1]/", why: "IPv6 that nobody was given" },
  { url: "http://inward.example/", dns: ["127.0.0.1"], why: "a name that points to loopback" },
  { url: "http://inward.example/", dns: ["10.1.2.3", "192.168.0.9"], why: "a name with private addresses" },
  { url: "http://inward.example/", dns: ["::1"], why: "a name that points to IPv6 loopback" },
  { url: "http://inward.example/", dns: ["::ffff:169.254.169.254"], why: "a name with a mapped address" },
  { url: "http://inward.example/", dns: ["fe80::1%eth0"], why: "a name with a scoped address" },
  { url: "http://inward.example./", dns: ["172.20.0.5"], why: "a name with a trailing dot" },
  { url: "file:///etc/passwd", why: "a file" },
  { url: "ftp://example.com/", why: "another protocol" },
  { url: "gopher://127.0.0.1:6379/_FLUSHALL", why: "gopher" },
  { url: "data:text/plain,hello", why: "a data address" },
  { url: "javascript:alert(1)", why: "a script" },
  { url: "blob:https://example.com/1", why: "a blob" },
  { url: "http://outward.example:25/", dns: ["93.184.215.14"], why: "a mail port" },
  { url: "//example.com/", why: "no protocol" },
  { url: "nonsense", why: "no address at all" },
];

const address = (text: string): Address => ({ address: text, family: text.includes(":") ? 6 : 4 });

test(`the server opens nothing inward (${INWARD.length} addresses)`, async (t) => {
  for (const { url, dns, why } of INWARD) {
    await t.test(`${why}: ${url}`, async () => {
      const ways = createOutbound({ allow: [], resolve: async () => (dns ?? []).map(address) });
      try {
        await assert.rejects(
          ways.fetch(url, { timeout: 5_000 }),
          (error) => error instanceof OutboundError && error.tag === "forbidden",
        );
      } finally {
        await ways.close();
      }
    });
  }
});

test("what belongs to the public internet is public", () => {
  for (const one of [
    "8.8.8.8",
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
  ]) {
    assert.ok(isPublicAddress(one), one);
  }
});

test("other protocols pass the same guard, and get the address that was checked", async () => {
  const asked: string[] = [];
  const ways = createOutbound({
    allow: ["mail.inside.example:993"],
    resolve: async (host) => {
      asked.push(host);
      return host.endsWith("inside.example")
        ? [address("10.0.0.7")]
        : [address("2606:4700::1"), address("8.8.4.4")];
    },
  });
  assert.deepEqual(await ways.socket("mail.example", 993), {
    host: "8.8.4.4",
    port: 993,
    servername: "mail.example",
  });
  assert.deepEqual(await ways.socket("8.8.4.4", 993), { host: "8.8.4.4", port: 993, servername: "" });
  assert.equal((await ways.socket("mail.inside.example", 993)).host, "10.0.0.7");
  await assert.rejects(ways.socket("mail.inside.example", 25), { tag: "forbidden" });
  await assert.rejects(ways.socket("127.1", 993), { tag: "forbidden" });
  await assert.rejects(ways.socket("localhost", 993), { tag: "forbidden" });
  await assert.rejects(ways.socket("a/b", 993), { tag: "forbidden" });
  assert.deepEqual(asked, ["mail.example", "mail.inside.example", "mail.inside.example"]);
  await ways.close();
});

test("a name with a public and a private address leads to the public one only", async () => {
  const guard = createGuard([], async () => [address("10.0.0.1"), address("8.8.8.8"), address("::1")]);
  assert.deepEqual(await guard("mixed.example", 443), [address("8.8.8.8")]);
});

test("the allow list names hosts, ports, addresses and ranges, and never everything", async () => {
  const forms = [
    "peer.example",
    "Peer.Example:8080",
    "127.0.0.1",
    "127.0.0.1:2583",
    "::1",
    "[::1]:2583",
    "10.0.0.0/8",
    "fd00::/8",
  ];
  for (const entry of forms) assert.ok(parseAllowed(entry), entry);
  for (const entry of [
    "*",
    "*.example",
    "http://peer.example",
    "peer.example/path",
    "a@b",
    "",
    "a:b",
    "a:99999",
    "10.0.0.0/33",
  ]) {
    assert.equal(parseAllowed(entry), undefined, entry);
    assert.throws(() => createGuard([entry]), /Not a host/);
  }
  const guard = createGuard(["127.0.0.1:2583", "10.2.0.0/16", "peer.example"], async () => [
    address("10.9.9.9"),
  ]);
  assert.equal((await guard("127.0.0.1", 2583)).length, 1);
  assert.equal((await guard("0x7f.1", 2583)).length, 1);
  assert.equal((await guard("10.2.3.4", 80)).length, 1);
  assert.equal((await guard("peer.example.", 80)).length, 1);
  await assert.rejects(guard("127.0.0.1", 2584), { tag: "forbidden" });
  await assert.rejects(guard("10.3.0.1", 80), { tag: "forbidden" });
  await assert.rejects(guard("other.example", 80), { tag: "forbidden" });
});
