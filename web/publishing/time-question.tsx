import { Button } from "@mantine/core";
import style from "./time-question.module.css";

/** What the clock cannot say clearly, and the times that it may mean. */
export function TimeQuestion({
  says,
  choices,
  onChoose,
}: {
  says: string;
  /** Each with its name. None: it is only told. */
  choices: ReadonlyArray<readonly [string, string]>;
  onChoose(which: string): void;
}) {
  return (
    <div className={style.trouble}>
      <p>{says}</p>
      {choices.length > 0 && (
        <div className={style.choices}>
          {choices.map(([which, label]) => (
            <Button key={which} size="xs" variant="default" onClick={() => onChoose(which)}>
              {label}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
