import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Names, useNames } from "../inbox/names.ts";
import { Pane } from "../settings/pane.tsx";
import { Note } from "../ui/note.tsx";
import { type Policy, policiesQuery } from "./approvals-api.ts";
import style from "./policies.module.css";
import { PolicyCard } from "./policy-card.tsx";
import { pillarsQuery } from "./posts-api.ts";

type Place = Pick<Policy, "channelId" | "pillarId">;

/** Who has to agree before a post goes out, by channel and by pillar. Leads and owners say so. */
export function PoliciesScreen() {
  const { t } = useLingui();
  const names = useNames();
  const policies = useSuspenseQuery(policiesQuery).data;
  const pillars = useQuery(pillarsQuery).data ?? [];
  const [fresh, setFresh] = useState<Place>();
  const title = t`Approvals`;
  const lead = t`Who has to agree before a post goes out. Who wrote it never approves it alone.`;
  if (names.role !== "lead" && names.role !== "owner")
    return (
      <Pane title={title} lead={lead}>
        <Note>{t`Leads and owners say who has to agree.`}</Note>
      </Pane>
    );
  const sameAs = (one: Place) => (other: Place) =>
    one.channelId === other.channelId && one.pillarId === other.pillarId;
  const weight = ({ channelId, pillarId }: Place) => (channelId ? 2 : 0) + (pillarId ? 1 : 0);
  const sorted = policies.toSorted((one, other) => weight(one) - weight(other));
  const everywhere = policies.some(sameAs({ channelId: null, pillarId: null }));
  return (
    <Pane title={title} lead={lead}>
      {policies.length === 0 && !fresh && (
        <Note>{t`Nobody is asked yet: what a member plans goes out at its time.`}</Note>
      )}
      <ul className={style.policies}>
        {sorted.map((policy) => (
          <PolicyCard key={policy.id} policy={policy} names={names} pillars={pillars} />
        ))}
        {fresh && (
          <PolicyCard
            key={`${fresh.channelId} ${fresh.pillarId}`}
            policy={{ id: null, ...fresh, steps: [{ kind: "lead" }] }}
            names={names}
            pillars={pillars}
            onClose={() => setFresh(undefined)}
          />
        )}
      </ul>
      {!fresh && (
        <Begin
          names={names}
          pillars={pillars}
          taken={(place) => policies.some(sameAs(place))}
          first={everywhere ? undefined : { channelId: null, pillarId: null }}
          onBegin={setFresh}
        />
      )}
      {policies.length > 1 && (
        <p className={style.order}>
          <Trans>
            One policy counts for each channel of a post: the one that names most of what it is about. A
            channel goes before a pillar.
          </Trans>
        </p>
      )}
    </Pane>
  );
}

/** Chooses what a new policy is for; one place has one policy. */
function Begin({
  names,
  pillars,
  taken,
  first,
  onBegin,
}: {
  names: Names;
  pillars: readonly { id: string; name: string }[];
  taken(place: Place): boolean;
  first: Place | undefined;
  onBegin(place: Place): void;
}) {
  const { t } = useLingui();
  const [channelId, setChannel] = useState<string | null>(null);
  const [pillarId, setPillar] = useState<string | null>(null);
  const place = { channelId, pillarId };
  return (
    <div className={style.begin}>
      <Select
        label={t`On`}
        data={[
          { value: "", label: t`Every channel` },
          ...names.channels
            .filter(({ canReply }) => canReply)
            .map((one) => ({ value: one.id, label: `${one.name || one.handle} · ${one.label}` })),
        ]}
        value={channelId ?? ""}
        allowDeselect={false}
        onChange={(value) => setChannel(value || null)}
      />
      {pillars.length > 0 && (
        <Select
          label={t`About`}
          data={[
            { value: "", label: t`Every pillar` },
            ...pillars.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={pillarId ?? ""}
          allowDeselect={false}
          onChange={(value) => setPillar(value || null)}
        />
      )}
      <Button
        variant={first ? "filled" : "default"}
        leftSection={<IconPlus size={16} stroke={1.8} />}
        disabled={taken(place)}
        onClick={() => onBegin(place)}
      >
        {t`Add a policy`}
      </Button>
    </div>
  );
}
