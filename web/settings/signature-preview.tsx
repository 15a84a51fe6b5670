import { Trans } from "@lingui/react/macro";
import style from "./settings.module.css";

/** How an answer ends on the networks: with the signature, else with the name. */
export function SignaturePreview({ name, signature }: { name: string; signature: string }) {
  const end = signature.trim() || `— ${name.trim()}`;
  return (
    <figure className={style.preview}>
      <figcaption>
        <Trans>As the community will see it.</Trans>
      </figcaption>
      <p>
        <Trans>Thank you for telling us, we will look into it today.</Trans>
      </p>
      <p>{end}</p>
    </figure>
  );
}
