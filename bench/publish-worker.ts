/**
 * One of several processes that send at once: the product's delivery worker, with the network that answers at once. Its
 * parent is told when it is ready; to any message of the parent it answers with all that its network was told, and ends.
 */
import { registerConnectors } from "../src/channels/index.ts";
import { readConfig } from "../src/kernel/config.ts";
import { start } from "../src/main.ts";
import { startDeliveries } from "../src/publishing/deliver-worker.ts";
import { type Heard, outboundNetwork } from "./outbound-network.ts";

const heard: Heard[] = [];
registerConnectors([outboundNetwork((one) => heard.push(one))]);
const config = readConfig(process.env);
if (!config.ok) throw new Error(JSON.stringify(config.fault));
const running = await start(config.value, { web: false, worker: false });
const worker = await startDeliveries(running.kernel);
process.once("disconnect", () => process.exit(1));
process.once("message", async () => {
  await worker.stop();
  await running.stop();
  process.send?.(heard, () => process.exit(0));
});
process.send?.("ready");
