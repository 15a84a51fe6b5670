import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import style from "./publishing-places.module.css";

/** The sides of publishing: what is written, what might be, and what may be said again. */
export function PublishingPlaces() {
  const { t } = useLingui();
  return (
    <nav className={style.places} aria-label={t`In publishing`}>
      <Link to="/publishing" activeOptions={{ exact: true }}>
        {t`Posts`}
      </Link>
      <Link to="/publishing/ideas">{t`Ideas`}</Link>
      <Link to="/publishing/evergreen">{t`Evergreen`}</Link>
    </nav>
  );
}
