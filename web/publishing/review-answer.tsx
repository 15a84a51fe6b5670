import { useLingui } from "@lingui/react/macro";
import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { announce } from "../shell/announce.tsx";
import { Note } from "../ui/note.tsx";
import type { Verdict } from "./approvals-api.ts";
import style from "./review-screen.module.css";
import type { Review } from "./review-screen.tsx";

/** What stands has an answer already, and nobody waits for another. */
export const hasAnswered = ({ said, version, asked }: Review): boolean =>
  !asked && said.at(-1)?.version === version;

/** The answer of somebody from outside, about the version on the screen; who they are, they say themself. */
export function ReviewAnswer({
  token,
  review,
  onDone,
}: {
  token: string;
  review: Review;
  onDone(): Promise<unknown>;
}) {
  const { t } = useLingui();
  const last = review.said.at(-1);
  const [open, setOpen] = useState(!hasAnswered(review));
  const [verdict, setVerdict] = useState<Verdict>();
  const [name, setName] = useState(last?.reviewer ?? "");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async () => {
    if (!verdict) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await unwrap(
        api.POST("/reviews/{token}/answers", {
          params: { path: { token } },
          body: { version: review.version, verdict, name: name.trim(), note: note.trim() },
        }),
      );
      announce(t`Thank you. Your answer is with the team.`);
      await onDone();
      setOpen(false);
      setVerdict(undefined);
      setNote("");
    } catch (error) {
      setProblem((error as Error).message);
      // Written since, or taken back: what holds now is asked for.
      if (error instanceof ApiError && (error.status === 409 || error.status === 404)) await onDone();
    }
    setBusy(false);
  };
  if (!open)
    return (
      <Button variant="subtle" size="xs" className={style.again ?? ""} onClick={() => setOpen(true)}>
        {t`Say something else`}
      </Button>
    );
  const answers: { verdict: Verdict; label: string }[] = [
    { verdict: "approve", label: review.asked ? t`Yes, it may go out` : t`I like it` },
    { verdict: "changes", label: t`Something should change` },
    { verdict: "reject", label: review.asked ? t`No, not like this` : t`I would not say this` },
  ];
  const wordless = verdict !== "approve" && note.trim() === "";
  return (
    <form
      className={style.answer}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wordless && name.trim() !== "") void send();
      }}
    >
      <fieldset className={style.answers}>
        <legend>{t`Your answer`}</legend>
        {answers.map((one) => (
          <label key={one.verdict} data-verdict={one.verdict}>
            <input
              type="radio"
              name="verdict"
              checked={verdict === one.verdict}
              onChange={() => setVerdict(one.verdict)}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </fieldset>
      <Textarea
        label={
          verdict === "changes"
            ? t`What should change?`
            : verdict === "reject"
              ? t`Why not?`
              : t`A word to the team`
        }
        description={verdict === "approve" || !verdict ? t`If you like.` : undefined}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={2000}
      />
      <TextInput
        label={t`Your name`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="name"
        maxLength={80}
        required
        withAsterisk={false}
      />
      {problem && (
        <div role="alert">
          <Note tone="bad">{problem}</Note>
        </div>
      )}
      <Button type="submit" size="md" loading={busy} disabled={!verdict || wordless || name.trim() === ""}>
        {t`Send your answer`}
      </Button>
    </form>
  );
}
