import assert from "node:assert/strict";
import { test } from "node:test";
import * as metrics from "./metrics.ts";

test("an operator sees traffic, arrivals, pulls, deliveries, the outbox, jobs and the process", async () => {
  metrics.httpSeconds.observe({ method: "GET", route: "/healthz", status: 200 }, 0.002);
  metrics.arrivalsTotal.inc({ network: "bluesky" }, 3);
  metrics.pullsTotal.inc({ network: "bluesky", outcome: "rate" });
  metrics.deliveriesTotal.inc({ network: "mastodon", outcome: "sent" });
  metrics.deliveryLateSeconds.observe({ network: "mastodon" }, 0.004);
  metrics.outboxDepth.set(2);
  metrics.jobSeconds.observe({ queue: "backup", outcome: "done" }, 1);
  const text = await metrics.registry.metrics();
  for (const line of [
    'rapport_http_seconds_count{method="GET",route="/healthz",status="200"} 1',
    'rapport_arrivals_total{network="bluesky"} 3',
    'rapport_pulls_total{network="bluesky",outcome="rate"} 1',
    'rapport_deliveries_total{network="mastodon",outcome="sent"} 1',
    'rapport_delivery_late_seconds_bucket{le="0.01",network="mastodon"} 1',
    "rapport_outbox_depth 2",
    'rapport_job_seconds_count{queue="backup",outcome="done"} 1',
  ]) {
    assert.ok(text.split("\n").includes(line), line);
  }
  assert.match(text, /^process_resident_memory_bytes \d+/m);
});
