import { peerMissing } from "../../../test/peers/available.ts";
import { conformance } from "../conformance.ts";
import { mastodon } from "./index.ts";
import { startSnacPeer } from "./test-harness.ts";

conformance("Mastodon (snac2)", { connector: mastodon, missing: peerMissing("snac"), start: startSnacPeer });
