import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Menu, MultiSelect } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Names } from "../inbox/names.ts";
import { announce } from "../shell/announce.tsx";
import type { Step } from "./approvals-api.ts";
import style from "./policies.module.css";

const mostSteps = 5;

/** The steps of a policy in their order; moved by hand, by its buttons, or with the arrow keys on its handle. */
export function PolicySteps({
  steps,
  names,
  onChange,
}: {
  steps: readonly Step[];
  names: Names;
  onChange(steps: readonly Step[]): void;
}) {
  const { t } = useLingui();
  const [dragged, setDragged] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length || to === from) return;
    onChange(steps.toSpliced(from, 1).toSpliced(to, 0, step));
    const place = to + 1;
    announce(t`Now step ${place}`);
  };
  const byKey = (from: number, to: number) => {
    move(from, to);
    // The handle goes along with its step.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>("[data-handle]")[to]?.focus());
  };
  const team = names.team.filter(({ role }) => role !== "guest");
  const label = (step: Step) =>
    step.kind === "lead"
      ? t`Any lead`
      : step.kind === "people"
        ? t`One of these people`
        : t`Somebody from outside`;
  return (
    <>
      {steps.length === 0 && <p className={style.nobody}>{t`Nobody is asked here.`}</p>}
      <ol ref={list} className={style.steps}>
        {steps.map((step, index) => {
          const number = index + 1;
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be alike; a step is its place
              key={index}
              data-dragged={dragged === index}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                if (dragged === index) return;
                move(dragged, index);
                setDragged(index);
              }}
              onDrop={(event) => event.preventDefault()}
            >
              <button
                type="button"
                data-handle
                className={style.handle}
                draggable
                aria-label={t`Step ${number}: move with the arrow keys`}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = "move";
                  event.dataTransfer.setData("text/plain", String(number));
                  setDragged(index);
                }}
                onDragEnd={() => setDragged(undefined)}
                onKeyDown={(event) => {
                  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
                  event.preventDefault();
                  const to = index + (event.key === "ArrowUp" ? -1 : 1);
                  if (to >= 0 && to < steps.length) byKey(index, to);
                }}
              >
                <IconGripVertical size={16} stroke={1.7} />
              </button>
              <span className={style.number} aria-hidden="true">
                {number}
              </span>
              <div className={style.who}>
                <b>{label(step)}</b>
                {step.kind === "people" && (
                  <MultiSelect
                    aria-label={t`People of step ${number}`}
                    placeholder={step.userIds.length === 0 ? t`Choose somebody` : ""}
                    data={team.map(({ id, name }) => ({ value: id, label: name }))}
                    value={step.userIds.filter((id) => team.some((one) => one.id === id))}
                    maxValues={20}
                    searchable
                    onChange={(userIds) => onChange(steps.with(index, { kind: "people", userIds }))}
                  />
                )}
                {step.kind === "outside" && <small>{t`Make a link on the post, and send it to them.`}</small>}
              </div>
              <span className={style.moves}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t`Move step ${number} up`}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <IconArrowUp size={16} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t`Move step ${number} down`}
                  disabled={index === steps.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <IconArrowDown size={16} stroke={1.7} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="bad"
                  aria-label={t`Remove step ${number}`}
                  onClick={() => onChange(steps.toSpliced(index, 1))}
                >
                  <IconTrash size={16} stroke={1.7} />
                </ActionIcon>
              </span>
            </li>
          );
        })}
      </ol>
      {steps.length < mostSteps && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              size="xs"
              className={style.add ?? ""}
              leftSection={<IconPlus size={15} stroke={1.8} />}
            >
              {t`Add a step`}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {([{ kind: "lead" }, { kind: "people", userIds: [] }, { kind: "outside" }] satisfies Step[]).map(
              (step) => (
                <Menu.Item key={step.kind} onClick={() => onChange([...steps, step])}>
                  {label(step)}
                </Menu.Item>
              ),
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
