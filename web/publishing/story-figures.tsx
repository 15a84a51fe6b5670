import { useLingui } from "@lingui/react/macro";
import { IconEye, IconHeart, IconMessageCircle, IconQuote, IconRepeat } from "@tabler/icons-react";
import { useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import type { PostDelivery } from "./posts-api.ts";
import style from "./story.module.css";

type Figure = PostDelivery["figures"][number];
const kinds = ["likes", "reposts", "replies", "quotes", "views"] as const;
type Kind = (typeof kinds)[number];
const icons = {
  likes: IconHeart,
  reposts: IconRepeat,
  replies: IconMessageCircle,
  quotes: IconQuote,
  views: IconEye,
};

/** What the network counted last, and how it grew. */
export function StoryFigures({ figures }: { figures: readonly Figure[] }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const last = figures.at(-1);
  if (!last) return null;
  const labels: Record<Kind, string> = {
    likes: t`Likes`,
    reposts: t`Reposts`,
    replies: t`Replies`,
    quotes: t`Quotes`,
    views: t`Views`,
  };
  const at = formatFull(new Date(last.at), i18n.locale, zone);
  return (
    <div className={style.figures}>
      <dl title={t`As the network counted at ${at}`}>
        {kinds.map((kind) => {
          const value = last[kind];
          if (value === null) return null;
          const Icon = icons[kind];
          return (
            <div key={kind}>
              <dt title={labels[kind]}>
                <Icon size={16} stroke={1.7} aria-hidden="true" />
                <span className="visually-hidden">{labels[kind]}</span>
              </dt>
              <dd className="numbers">{value.toLocaleString(i18n.locale)}</dd>
            </div>
          );
        })}
      </dl>
      <Growth figures={figures} label={t`Likes, reposts, replies and quotes together, since it went out`} />
    </div>
  );
}

const sum = (figure: Figure): number =>
  (figure.likes ?? 0) + (figure.reposts ?? 0) + (figure.replies ?? 0) + (figure.quotes ?? 0);
const [width, height] = [120, 28];

/**
 * All that people did, over time. The pauses between two looks grow with the age of the post, so the looks stand side by
 * side: the first hour would be a single point otherwise.
 */
function Growth({ figures, label }: { figures: readonly Figure[]; label: string }) {
  const most = Math.max(...figures.map(sum));
  if (figures.length < 2 || most === 0) return null;
  const points = figures.map((figure, index) => {
    const x = (index / (figures.length - 1)) * (width - 4) + 2;
    return `${x.toFixed(1)},${(height - 3 - (sum(figure) / most) * (height - 6)).toFixed(1)}`;
  });
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      <polyline points={points.join(" ")} />
      <circle cx={points.at(-1)?.split(",")[0]} cy={points.at(-1)?.split(",")[1]} r={2.5} />
    </svg>
  );
}
