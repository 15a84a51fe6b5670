import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import type { Names } from "../inbox/names.ts";
import { CopyField } from "../ui/copy-field.tsx";
import { Form, Submit, TextField } from "../ui/form.tsx";
import { Note } from "../ui/note.tsx";
import { RelativeTime, useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import { linksQuery, makeLink, type ReviewLink, revokeLink } from "./approvals-api.ts";
import style from "./links-dialog.module.css";

/** Links that show this one post to people without an account: made, shown once, taken back. */
export function LinksDialog({ postId, names, onClose }: { postId: string; names: Names; onClose(): void }) {
  const { t } = useLingui();
  const links = useQuery({ ...linksQuery(postId), staleTime: 0 }).data ?? [];
  const [days, setDays] = useState("7");
  const [made, setMade] = useState<{ name: string; link: string }>();
  const again = () => queryClient.invalidateQueries({ queryKey: linksQuery(postId).queryKey });
  const make = useMutation({
    mutationFn: (name: string) => makeLink(postId, { name, days: Number(days) }),
    onSuccess: ({ link, row }) => {
      setMade({ name: row.name, link });
      void again();
    },
  });
  const lasts = [1, 3, 7, 14, 30, 90].map((count) => ({
    value: String(count),
    label: count === 1 ? t`one day` : t`${count} days`,
  }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Reviewers from outside`}
      size="32rem"
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <div className={style.body}>
        <p className={style.lead}>
          <Trans>
            Whoever has the link sees this one post as it will look, and can approve it, ask for changes or
            reject it. Nothing else of the workspace can be seen with it.
          </Trans>
        </p>
        {made ? (
          <>
            <CopyField
              label={t`The link for ${made.name}`}
              value={made.link}
              help={t`It is shown this once: send it to them now.`}
            />
            <Button variant="default" onClick={() => setMade(undefined)}>
              {t`Make another`}
            </Button>
          </>
        ) : (
          <Form
            error={make.error}
            busy={make.isPending}
            onSubmit={(values) => {
              const name = values.name?.trim();
              if (name) make.mutate(name);
            }}
          >
            <TextField
              name="name"
              label={t`For whom`}
              placeholder={t`Nora, the bank`}
              maxLength={80}
              required
            />
            <Select
              label={t`It lasts`}
              data={lasts}
              value={days}
              allowDeselect={false}
              onChange={(value) => setDays(value ?? "7")}
            />
            <Submit>
              <Trans>Make the link</Trans>
            </Submit>
          </Form>
        )}
        {links.length > 0 && (
          <ul className={style.list} aria-label={t`Links to this post`}>
            {links.map((link) => (
              <LinkRow key={link.id} link={link} names={names} onDone={() => void again()} />
            ))}
          </ul>
        )}
      </div>
    </Modal>
  );
}

function LinkRow({ link, names, onDone }: { link: ReviewLink; names: Names; onDone(): void }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const revoke = useMutation({ mutationFn: () => revokeLink(link.id), onSettled: onDone });
  const until = formatFull(new Date(link.expiresAt), i18n.locale, zone);
  const maker = names.teammate(link.createdBy)?.name ?? "";
  return (
    <li>
      <span>
        <b>
          <bdi>{link.name}</bdi>
        </b>
        <small>
          {link.state === "open"
            ? t`Open until ${until}`
            : link.state === "revoked"
              ? t`Taken back`
              : t`Expired`}{" "}
          · {maker}, <RelativeTime at={link.createdAt} />
        </small>
        {revoke.error && <Note tone="bad">{revoke.error.message}</Note>}
      </span>
      {link.state === "open" && (
        <Button
          size="xs"
          variant="default"
          loading={revoke.isPending}
          aria-label={t`Take back the link for ${link.name}`}
          onClick={() => revoke.mutate()}
        >
          {t`Take back`}
        </Button>
      )}
    </li>
  );
}
