/** Mounts every module. The only file that knows them all. */
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { openChannels, resealChannels } from "./channels/index.ts";
import { openGate } from "./gate/index.ts";
import { openInbox } from "./inbox/index.ts";
import { mountHouse, mountWeb, readPage } from "./kernel/house-routes.ts";
import { buildHttp, type Mounted } from "./kernel/http.ts";
import type { JobKind } from "./kernel/jobs.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { liveRoutes } from "./kernel/live-routes.ts";
import { upkeepJobs } from "./kernel/upkeep.ts";
import { openListening } from "./listening/index.ts";
import { identify, openPeople } from "./people/index.ts";
import { openPublishing, publishingRules } from "./publishing/index.ts";
import { openTeam } from "./team/index.ts";

export interface App {
  server: FastifyInstance;
  mounted: Mounted[];
  jobs: JobKind[];
  /** Starts the work that no request waits for. Returns what ends it. */
  startWork(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Puts the product together on an open kernel. Serves nothing and works at nothing until told. */
export async function buildApp(kernel: Kernel): Promise<App> {
  const team = openTeam(kernel);
  const channels = openChannels(kernel);
  const listening = openListening(kernel, identify);
  const people = openPeople();
  const inbox = openInbox(kernel);
  const publishing = openPublishing(kernel, openGate(publishingRules));
  const built = join(import.meta.dirname, "..", "dist", "web");
  const page = readPage(built);
  const http = await buildHttp({
    page,
    database: kernel.database,
    authenticate: team.authenticate,
    origin: kernel.origin,
    trustProxy: kernel.config.trustProxy,
  });
  const stopping = new AbortController();
  http.mount(team.routes, "team");
  http.mount(channels.routes, "channels");
  http.mount(listening.routes, "listening");
  http.mount(people.routes, "people");
  http.mount(inbox.routes, "inbox");
  http.mount(publishing.routes, "publishing");
  http.mount(liveRoutes(kernel.live, stopping.signal), "live");
  let working = true;
  mountHouse(http.server, kernel.database, () => working);
  if (page) await mountWeb(http.server, built, page);
  return {
    server: http.server,
    mounted: http.mounted,
    jobs: [...team.jobs, ...publishing.jobs, ...upkeepJobs(kernel)],
    async startWork() {
      await resealChannels(kernel);
      const heard = listening.start();
      const stopUpkeep = inbox.start();
      const delivering = await publishing.start();
      return async () => {
        await Promise.all([heard.stop(), stopUpkeep(), delivering.stop()]);
      };
    },
    async close() {
      working = false;
      stopping.abort();
      await http.server.close();
    },
  };
}
