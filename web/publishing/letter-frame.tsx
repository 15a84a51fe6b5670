import { useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import style from "./letter.module.css";
import { framed } from "./letter-api.ts";

/** The HTML of a mail as a mail program shows it, as tall as it is. Scripts do not run in it. */
export function LetterFrame({ html, subject }: { html: string; subject: string }) {
  const { t } = useLingui();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(240);
  const measure = useCallback(() => {
    const body = frame.current?.contentDocument?.body;
    if (body) setHeight(Math.max(120, body.scrollHeight));
  }, []);
  useEffect(() => {
    if (!frame.current) return;
    const watch = new ResizeObserver(measure);
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [measure]);
  return (
    <iframe
      ref={frame}
      className={style.frame}
      title={subject ? t`The mail “${subject}”` : t`The mail`}
      // Of our own origin, so that its pictures are let in; without `allow-scripts` nothing in it can use that.
      sandbox="allow-same-origin"
      srcDoc={framed(html)}
      style={{ height }}
      onLoad={measure}
    />
  );
}
