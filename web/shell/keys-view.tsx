import { Fragment } from "react";
import { keyCaps } from "./keys.ts";
import style from "./keys-view.module.css";
import { isMac } from "./platform.ts";

/** A shortcut as key caps: `<Keys keys="g i" />`. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={style.keys}>
      {keyCaps(keys, isMac).map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of one fixed spelling
        <Fragment key={index}>
          {step.map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
