import { Histogram, Registry } from "prom-client";

export const registry = new Registry();
export const httpSeconds = new Histogram({
  name: "rapport_http_seconds",
  help: "Duration of HTTP requests.",
  labelNames: ["method", "route", "status"],
  registers: [registry],
});
