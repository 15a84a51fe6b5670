/**
 * What `/metrics` shows to Prometheus. Labels are few and closed (routes, networks, outcomes): never a workspace, a
 * person or an address, which would both tell on people and grow without end.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export const registry = new Registry();
collectDefaultMetrics({ register: registry });
const registers = [registry];

export const httpSeconds = new Histogram({
  name: "rapport_http_seconds",
  help: "Duration of HTTP requests.",
  labelNames: ["method", "route", "status"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers,
});

export const arrivalsTotal = new Counter({
  name: "rapport_arrivals_total",
  help: "Raw arrivals stored, by network; what was known already does not count.",
  labelNames: ["network"],
  registers,
});

export const pullsTotal = new Counter({
  name: "rapport_pulls_total",
  help: "Pages asked of networks. Outcome: ok, or the tag of the fault.",
  labelNames: ["network", "outcome"],
  registers,
});

export const deliveriesTotal = new Counter({
  name: "rapport_deliveries_total",
  help: "Deliveries that reached an end. Outcome: sent, failed or unknown.",
  labelNames: ["network", "outcome"],
  registers,
});

export const deliveryLateSeconds = new Histogram({
  name: "rapport_delivery_late_seconds",
  help: "From the moment a delivery was due to the moment the network was called.",
  labelNames: ["network"],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
  registers,
});

export const outboxDepth = new Gauge({
  name: "rapport_outbox_depth",
  help: "Changes that wait to be handed on, as the relay last saw them.",
  registers,
});

export const jobSeconds = new Histogram({
  name: "rapport_job_seconds",
  help: "Duration of jobs. Outcome: done or failed.",
  labelNames: ["queue", "outcome"],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
  registers,
});
