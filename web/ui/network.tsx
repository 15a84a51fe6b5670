import { IconWorld } from "@tabler/icons-react";
import style from "./network.module.css";

const names: Record<string, string> = {
  bluesky: "Bluesky",
  mastodon: "Mastodon",
  email: "E-mail",
  feed: "Feed",
};

/** A network's own name, as people say it; the key itself for one we do not draw. */
export const networkName = (network: string): string => names[network] ?? network;

/** The network a thing came from, drawn in our own line; a globe for networks without a drawing. */
export function NetworkGlyph({
  network,
  size = 16,
  labelled = false,
}: {
  network: string;
  size?: number;
  labelled?: boolean;
}) {
  const spoken = labelled
    ? { role: "img", "aria-label": networkName(network) }
    : { "aria-hidden": true as const };
  const paths = drawings[network];
  if (!paths) return <IconWorld size={size} stroke={1.6} {...spoken} />;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named or hidden by what is spread into it
    <svg
      className={style.glyph}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      data-network={network}
      {...spoken}
    >
      {paths}
    </svg>
  );
}

const drawings: Record<string, React.ReactNode> = {
  bluesky: (
    <path d="M10 9.2C9 7.1 6.4 4 4.1 3.2c-1-.3-1.6.2-1.6 1.3 0 1.3.5 4 .8 4.9.6 1.7 2.2 2.2 3.9 2-2.4.4-3.8 1.4-2.2 3.4 2 2.5 4 .6 5-1.8 1 2.4 3 4.3 5 1.8 1.6-2 .2-3-2.2-3.4 1.7.2 3.3-.3 3.9-2 .3-.9.8-3.6.8-4.9 0-1.1-.6-1.6-1.6-1.300C13.6 4 11 7.1 10 9.200z" />
  ),
  mastodon: (
    <>
      <path d="M13.6 16.700c-2.4.8-7.6 1-8.8-1.200C3.9 13.9 2.9 8.5 3.7 5.6 4.4 3.2 7 2.8 10 2.800s5.6.4 6.3 2.800c.5 1.8.4 4.6-.2 6.3-.7 1.7-4 1.9-7.6 1.6" />
      <path d="M6.7 10.800V7.500c0-2.3 3.3-2.3 3.3 0v2m0-2c0-2.3 3.3-2.3 3.3 0v3.3" />
    </>
  ),
  email: (
    <>
      <rect x="2.5" y="4.5" width="15" height="11" rx="2" />
      <path d="M3 6l7 5 7-5" />
    </>
  ),
  feed: (
    <>
      <path d="M4 9.500a6.5 6.5 0 0 1 6.5 6.500M4 4a12 12 0 0 1 12 12" />
      <circle className={style.dot} cx="5" cy="15" r="1.4" />
    </>
  ),
};
