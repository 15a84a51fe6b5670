import {
  Button,
  PasswordInput,
  type PasswordInputProps,
  Textarea,
  type TextareaProps,
  TextInput,
  type TextInputProps,
} from "@mantine/core";
import {
  createContext,
  type FormEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { ApiError } from "../api/errors.ts";
import style from "./form.module.css";
import { Note } from "./note.tsx";

interface FormState {
  error: unknown;
  busy: boolean;
}
const FormContext = createContext<FormState>({ error: undefined, busy: false });

/** What is wrong at which control: faults of fields the form does not have, or of none, are left for the summary. */
function sort(error: unknown, form: HTMLFormElement): { left: string[]; first: HTMLElement | undefined } {
  if (!error) return { left: [], first: undefined };
  const fields = error instanceof ApiError ? error.fields : [];
  const named = (path: string) =>
    [...form.elements].find(
      (one): one is HTMLInputElement => one instanceof HTMLElement && one.getAttribute("name") === path,
    );
  const left = fields.filter((field) => !named(field.path)).map((field) => field.message);
  if (fields.length === 0) left.push(error instanceof Error ? error.message : String(error));
  const faulty = new Set(fields.map((field) => field.path));
  const first = [...form.elements].find((one) => faulty.has(one.getAttribute("name") ?? ""));
  return { left, first: first as HTMLElement | undefined };
}

/**
 * A form whose faults the server names: each of the API's field errors stands at the field whose `name` is its `path`,
 * what is left stands above, and the first of them gets the focus. `onSubmit` receives what was typed, by name.
 */
export function Form({
  error,
  busy = false,
  onSubmit,
  children,
}: {
  error?: unknown;
  busy?: boolean;
  onSubmit(values: Record<string, string>): void;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<string[]>([]);
  const state = useMemo(() => ({ error, busy }), [error, busy]);
  useEffect(() => {
    if (!form.current) return;
    const sorted = sort(error, form.current);
    setLeft(sorted.left);
    if (error) (sorted.first ?? summary.current)?.focus();
  }, [error]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const typed = [...new FormData(event.currentTarget)].filter((pair) => typeof pair[1] === "string");
    onSubmit(Object.fromEntries(typed) as Record<string, string>);
  };
  return (
    <FormContext value={state}>
      <form ref={form} className={style.form} noValidate aria-busy={busy} onSubmit={submit}>
        <div ref={summary} tabIndex={-1} role="alert" className={style.summary}>
          {left.length > 0 && <Note tone="bad">{left.join(" ")}</Note>}
        </div>
        {children}
      </form>
    </FormContext>
  );
}

/** `name` and the server's sentence for it, for any Mantine input inside a `Form`: `<Select {...useField("desk")} />`. */
export function useField(name: string): { name: string; error?: string } {
  const { error } = useContext(FormContext);
  const fields = error instanceof ApiError ? error.fields : [];
  const fault = fields.find((field) => field.path === name)?.message;
  return fault ? { name, error: fault } : { name };
}

export function TextField(props: TextInputProps & { name: string }) {
  return <TextInput {...props} {...useField(props.name)} />;
}

export function PasswordField(props: PasswordInputProps & { name: string }) {
  return <PasswordInput {...props} {...useField(props.name)} />;
}

export function AreaField(props: TextareaProps & { name: string }) {
  return <Textarea {...props} {...useField(props.name)} />;
}

/** The form's verb; turns while the form is busy and keeps its place. */
export function Submit({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { busy } = useContext(FormContext);
  return (
    <Button type="submit" loading={busy} className={style.submit} data-wide={wide}>
      {children}
    </Button>
  );
}
