/** Publishing: says it, once. */
import "./beside-tables.ts";
import "./bulletin-tables.ts";
import "./media-tables.ts";
import "./spacing-tables.ts";
import "./series-tables.ts";
import "./tables.ts";
import type { Gate, Rule } from "../gate/index.ts";
import type { Errands } from "../kernel/errand.ts";
import { onEvents } from "../kernel/events.ts";
import type { JobKind } from "../kernel/jobs.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RouteSpec } from "../kernel/route.ts";
import { approvalRoutes } from "./approval-routes.ts";
import { noteAnswers, noteBounces } from "./bulletin-heard.ts";
import { bulletinLetterRoutes } from "./bulletin-letter-routes.ts";
import { calendarFeedRoutes } from "./calendar-feed-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { type DeliveryWorker, startDeliveries } from "./deliver-worker.ts";
import { moveDeliveries, nudgeForChannel } from "./delivery-store.ts";
import { evergreenRoutes } from "./evergreen-routes.ts";
import { startFigures } from "./figures.ts";
import { ideaRoutes } from "./idea-routes.ts";
import { importRoutes } from "./import-routes.ts";
import { seriesJobs } from "./keep-series.ts";
import { linkCardRoutes } from "./link-card-routes.ts";
import { linkHeard } from "./link-deliveries.ts";
import { mediaLibraryRoutes } from "./media-library-routes.ts";
import { mediaRoutes } from "./media-routes.ts";
import { pauseErrands } from "./pause-command.ts";
import { pauseRoutes } from "./pause-routes.ts";
import { pillarRoutes } from "./pillar-routes.ts";
import { planRoutes } from "./plan-routes.ts";
import { postCommentRoutes } from "./post-comment-routes.ts";
import { postPresenceRoutes } from "./post-presence-routes.ts";
import { postRoutes } from "./post-routes.ts";
import { proposalRoutes } from "./proposal-routes.ts";
import { remindJob } from "./remind-approvers.ts";
import { replyRoutes } from "./reply-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { approvals } from "./rule-approvals.ts";
import { blanks } from "./rule-blanks.ts";
import { bulletins } from "./rule-bulletins.ts";
import { crisisPause } from "./rule-crisis-pause.ts";
import { mentionsRule } from "./rule-mentions.ts";
import { sameness } from "./rule-sameness.ts";
import { spacing } from "./rule-spacing.ts";
import { seriesRoutes } from "./series-routes.ts";
import { slotRoutes } from "./slot-routes.ts";
import { spacingRoutes } from "./spacing-routes.ts";
import { subscriberRoutes } from "./subscriber-routes.ts";
import { templateRoutes } from "./template-routes.ts";
import { unsubscribeRoutes } from "./unsubscribe-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { openUploads } from "./uploads.ts";

export { type PauseVerb, pauseByCommand } from "./pause-command.ts";

/** What this module contributes to the gate. */
export const publishingRules: readonly Rule[] = [
  sameness,
  crisisPause,
  approvals,
  mentionsRule,
  bulletins,
  blanks,
  spacing,
];

export interface Publishing {
  routes: RouteSpec[];
  jobs: JobKind[];
  /** What the command line may ask of the running product. */
  errands: Errands;
  /** Starts delivering. */
  start(): Promise<DeliveryWorker>;
}

export function openPublishing(kernel: Kernel, gate: Gate): Publishing {
  onEvents("conversation.merging", moveDeliveries);
  onEvents("conversation.heard", linkHeard);
  onEvents("conversation.heard", noteBounces);
  onEvents("conversation.heard", noteAnswers);
  // What waited for the channel goes out at once.
  for (const kind of ["channel.mended", "channel.reconnected", "channel.resumed"])
    onEvents(kind, nudgeForChannel);
  const uploads = openUploads(kernel);
  return {
    routes: [
      ...replyRoutes(gate),
      ...mediaRoutes(kernel),
      ...linkCardRoutes(kernel),
      ...uploadRoutes(uploads),
      ...mediaLibraryRoutes,
      ...approvalRoutes(gate),
      ...reviewRoutes(gate, kernel),
      ...pauseRoutes(gate),
      ...pillarRoutes,
      ...proposalRoutes,
      ...postRoutes,
      ...postPresenceRoutes,
      ...postCommentRoutes,
      ...ideaRoutes,
      ...templateRoutes,
      ...planRoutes(gate),
      ...changeRoutes(gate),
      ...seriesRoutes(gate),
      ...slotRoutes,
      ...evergreenRoutes(kernel, gate),
      ...spacingRoutes,
      ...subscriberRoutes,
      ...bulletinLetterRoutes(gate, kernel),
      ...unsubscribeRoutes(kernel),
      ...calendarFeedRoutes(kernel),
      ...importRoutes(kernel, gate),
    ],
    errands: pauseErrands(kernel.database, kernel.origin),
    jobs: [remindJob(kernel.database), uploads.expiry, ...seriesJobs(kernel.database, gate)],
    async start() {
      const delivering = await startDeliveries(kernel);
      const stopFigures = startFigures(kernel);
      return {
        async stop() {
          await Promise.all([delivering.stop(), stopFigures()]);
        },
      };
    },
  };
}
