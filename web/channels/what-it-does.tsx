import { Trans, useLingui } from "@lingui/react/macro";
import style from "./channels.module.css";
import type { Channel, Network } from "./channels-api.ts";
import { listed, useChannelWords } from "./words.ts";

/** What comes in, what one can do, and, as plainly, what this network keeps from us. */
export function WhatItDoes({ network }: { network: Network | Channel }) {
  const { i18n, t } = useLingui();
  const words = useChannelWords();
  const { receives, acts } = network.capabilities;
  const comes = listed(receives.map(words.receives), i18n.locale);
  const does = listed(acts.map(words.acts), i18n.locale);
  return (
    <aside className={style.facts} aria-label={t`What this network does`}>
      <h2>
        <Trans>What comes in</Trans>
      </h2>
      <p>{comes}</p>
      <h2>
        <Trans>What you can do</Trans>
      </h2>
      <p>{network.canReply && acts.length > 0 ? does : t`Nothing: it is read only.`}</p>
      <Limits network={network} />
      {network.lacks.length > 0 && (
        <>
          <h2>
            <Trans>What it keeps from us</Trans>
          </h2>
          <ul>
            {network.lacks.map((lack) => (
              <li key={lack}>{lack}</li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function Limits({ network }: { network: Network | Channel }) {
  const { i18n, t } = useLingui();
  const words = useChannelWords();
  const { media, edits, deletions, visibilities, contentWarning } = network.capabilities;
  const limits = "limits" in network ? network.limits : undefined;
  const number = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 });
  const said: string[] = [];
  if (limits?.text) {
    const most = number.format(limits.text);
    const unit = words.unit(limits.unit);
    said.push(t`A message holds ${most} ${unit}.`);
  }
  if (media) {
    const files = media.most;
    const size = number.format(media.bytes / 1024 / 1024);
    said.push(
      media.alt
        ? t`Up to ${files} files of ${size} MB, with alt text.`
        : t`Up to ${files} files of ${size} MB.`,
    );
  }
  if (visibilities.length > 1 && network.canReply) said.push(t`Who may see it can be chosen.`);
  if (contentWarning) said.push(t`Content warnings are kept.`);
  if (edits && deletions) said.push(t`Edits and deletions at the source are noticed.`);
  else if (edits) said.push(t`Edits at the source are noticed.`);
  else if (deletions) said.push(t`Deletions at the source are noticed.`);
  return said.map((one) => <p key={one}>{one}</p>);
}
