import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import style from "./publishing-places.module.css";

/** The two sides of publishing: what is written, and what might be. */
export function PublishingPlaces() {
  const { t } = useLingui();
  return (
    <nav className={style.places} aria-label={t`In publishing`}>
      <Link to="/publishing" activeOptions={{ exact: true }}>
        {t`Posts`}
      </Link>
      <Link to="/publishing/ideas">{t`Ideas`}</Link>
    </nav>
  );
}
