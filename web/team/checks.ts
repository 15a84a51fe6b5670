import { t } from "@lingui/core/macro";
import { ApiError } from "../api/errors.ts";

/** As on the server: shorter ones are refused there. */
export const shortestPassword = 10;

type Checks = Record<string, string | false | undefined>;

/** The faults found here before the server is asked, in the shape of its own; undefined when there are none. */
export function faultsOf(checks: Checks): ApiError | undefined {
  const fields = Object.entries(checks).flatMap(([path, message]) => (message ? [{ path, message }] : []));
  if (fields.length === 0) return undefined;
  return new ApiError(400, { tag: "bad-input", message: t`Some fields need another look.`, fields });
}

export const checkName = (value: string | undefined) => !value?.trim() && t`What is your name?`;
export const checkEmail = (value: string | undefined) =>
  !/^\S+@\S+\.\S+$/.test(value?.trim() ?? "") && t`This does not look like an e-mail address.`;
export const checkPassword = (value: string | undefined) =>
  (value ?? "").length < shortestPassword && t`A password has at least ${shortestPassword} characters.`;
