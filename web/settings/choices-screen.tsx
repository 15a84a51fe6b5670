import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { useKindNames } from "../notifications/kind-names.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { Pane, Part } from "./pane.tsx";
import { PushPart } from "./push-part.tsx";
import style from "./settings.module.css";

const queryKey = ["notification-choices"];
const askChoices = () => unwrap(api.GET("/me/notification-choices"));
type Choices = Awaited<ReturnType<typeof askChoices>>;
type Choice = Choices["choices"][number];
type Way = "inApp" | "email" | "push";

const replaced = (all: Choice[], one: Choice) => all.map((old) => (old.kind === one.kind ? one : old));

/** What reaches me and by which way. Each tick is saved at once and can be undone. */
export function ChoicesScreen() {
  const { t } = useLingui();
  const undoable = useUndo();
  const kinds = useKindNames();
  const { data } = useSuspenseQuery({ queryKey, queryFn: askChoices });
  const save = async (choice: Choice) => {
    const answer = await unwrap(api.PUT("/me/notification-choices", { body: { choices: [choice] } }));
    queryClient.setQueryData(queryKey, answer);
  };
  const change = useMutation({
    mutationFn: ({ next }: { before: Choice; next: Choice }) => save(next),
    // The tick moves under the finger; a refusal moves it back.
    onMutate: ({ next }) =>
      queryClient.setQueryData<Choices>(
        queryKey,
        (old) => old && { ...old, choices: replaced(old.choices, next) },
      ),
    onSuccess: (_, { before }) => undoable(t`Saved.`, () => save(before)),
    onError(error, { before }) {
      queryClient.setQueryData<Choices>(
        queryKey,
        (old) => old && { ...old, choices: replaced(old.choices, before) },
      );
      toast({ message: error.message, tone: "bad" });
    },
  });
  const ways: { way: Way; name: string }[] = [
    { way: "inApp", name: t`In Rapport` },
    { way: "email", name: t`E-mail` },
    { way: "push", name: t`This and other browsers` },
  ];
  return (
    <Pane
      title={t`Notifications`}
      lead={
        <Trans>
          Outside <Link to={"/settings/hours" as "/"}>your working hours</Link> it is quiet: e-mails and
          browser notifications wait until you begin, then come together. In Rapport everything stands at
          once.
        </Trans>
      }
    >
      {!data.sends.email && (
        <Note tone="info">
          <Trans>
            This installation sends no e-mail yet. What you choose here holds from the day on that SMTP_URL is
            set.
          </Trans>
        </Note>
      )}
      <table className={style.choices}>
        <caption className="visually-hidden">{t`What reaches you, and how`}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Trans>When</Trans>
            </th>
            {ways.map(({ way, name }) => (
              <th key={way} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.choices.map((choice) => (
            <tr key={choice.kind}>
              <th scope="row">{kinds[choice.kind]}</th>
              {ways.map(({ way, name }) => (
                <td key={way}>
                  <Checkbox
                    checked={choice[way]}
                    aria-label={`${kinds[choice.kind]}: ${name}`}
                    onChange={(event) =>
                      change.mutate({
                        before: choice,
                        next: { ...choice, [way]: event.currentTarget.checked },
                      })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Part title={t`This browser`}>
        <PushPart />
      </Part>
    </Pane>
  );
}
