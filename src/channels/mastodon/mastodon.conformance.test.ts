import { peerMissing } from "../../../test/peers/available.ts";
import { conformance } from "../conformance.ts";
import { startSnacPeer } from "./harness.ts";
import { mastodon } from "./index.ts";

conformance("Mastodon (snac2)", { connector: mastodon, missing: peerMissing("snac"), start: startSnacPeer });
