import { Trans, useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { NetworkGlyph } from "../ui/network.tsx";
import style from "./channels.module.css";
import { type Network, networksQuery } from "./channels-api.ts";
import { listed, useChannelWords } from "./words.ts";

/** Which network? One line each: what comes in, and whether one can answer. */
export function NetworksScreen() {
  const { t } = useLingui();
  const { first } = useSearch({ strict: false }) as { first?: boolean };
  const name = useSession().teammate.name.split(" ")[0] ?? "";
  const { data: networks } = useSuspenseQuery(networksQuery());
  return (
    <Page
      title={first ? t`Where does your community speak, ${name}?` : t`Connect a channel`}
      lead={
        first ? (
          <Trans>
            Connect the first account. Its conversations of the last months come along, and from then on
            nothing is missed.
          </Trans>
        ) : (
          <Trans>Choose the network that the account is on.</Trans>
        )
      }
    >
      <ul className={style.networks}>
        {networks.map((network) => (
          <NetworkChoice key={network.network} network={network} />
        ))}
      </ul>
      {first && (
        <p className={style.later}>
          <Link to="/inbox">
            <Trans>Later; show me the inbox</Trans>
          </Link>
        </p>
      )}
    </Page>
  );
}

function NetworkChoice({ network }: { network: Network }) {
  const { i18n } = useLingui();
  const words = useChannelWords();
  const receives = listed(network.capabilities.receives.slice(0, 4).map(words.receives), i18n.locale);
  return (
    <li className={style.network}>
      <span className={style.big}>
        <NetworkGlyph network={network.network} size={26} />
      </span>
      <div>
        <h2>
          <Link to={`/channels/connect/${network.network}` as "/"} className={style.cover}>
            {network.label}
          </Link>
        </h2>
        <p className={style.faint}>
          {network.canReply ? (
            <Trans>Brings {receives}; you answer from here.</Trans>
          ) : (
            <Trans>Brings {receives}; to be read, not answered.</Trans>
          )}
        </p>
      </div>
    </li>
  );
}
