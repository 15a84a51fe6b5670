/** What an installation can set, read from the environment and checked at start with every fault named at once. */
import { resolve } from "node:path";
import { z } from "zod";
import type { BucketConfig } from "./files-bucket.ts";
import { parseAllowed } from "./outbound-address.ts";
import { fail, ok, type Result } from "./result.ts";

export interface Config {
  /** The data folder, absolute. */
  data: string;
  /** Absent: the embedded database in the data folder. */
  databaseUrl: string | undefined;
  port: number;
  host: string;
  /** The public address, without a slash at the end. */
  origin: string;
  secret: string | undefined;
  /** The secret before the present one: opens what it sealed, seals nothing. */
  secretPrevious: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  /** Hosts, host:port, addresses and ranges that may be reached although they are not public. */
  allow: string[];
  log: "debug" | "info" | "warn" | "error";
  backfillDays: number;
  backfillMessages: number;
  /** Largest file that may be uploaded or fetched, in bytes. */
  mediaBytes: number;
  /** Where files are kept; absent: in the data folder. */
  bucket: BucketConfig | undefined;
  /** Whose X-Forwarded-For is believed: nobody's, everybody's, or that of these addresses and ranges. */
  trustProxy: boolean | string[];
}

export interface ConfigFault {
  /** The variable. */
  name: string;
  /** What is wrong with it, never showing a secret's value. */
  problem: string;
  /** What to write instead. */
  remedy: string;
}

export interface Setting {
  name: string;
  /** What holds when it is not set, as text; empty when nothing does. */
  default: string;
  meaning: string;
  /** What a good value looks like. */
  example: string;
}

const commas = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not an address that begins with ${protocols.map((each) => `${each}//`).join(" or ")}`,
  });

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: "is not a whole number" })
    .transform(Number)
    .refine((n) => n >= least && n <= most, { error: `is not between ${least} and ${most}` });

const addresses = z
  .string()
  .transform(commas)
  .superRefine((entries, context) => {
    for (const entry of entries) {
      if (!parseAllowed(entry))
        context.addIssue({
          code: "custom",
          message: `has the entry "${entry}", which is no host, host:port, address or range`,
        });
    }
  });

const secret = z.string().min(32, { error: "is shorter than 32 characters" });

const known = {
  RAPPORT_DATA: {
    schema: z.string(),
    default: "./data",
    meaning: "The data folder: embedded database, files, backups and the key that seals credentials.",
    example: "/var/lib/rapport",
  },
  DATABASE_URL: {
    schema: url("postgres:", "postgresql:"),
    default: "",
    meaning: "A PostgreSQL server, 15 or later. Not set: the embedded database in the data folder.",
    example: "postgres://rapport:password@localhost:5432/rapport",
  },
  PORT: { schema: whole(0, 65_535), default: "4321", meaning: "The port to listen on.", example: "4321" },
  HOST: {
    schema: z.string().regex(/^[\w.:-]+$/, { error: "is not a host name or address" }),
    default: "127.0.0.1",
    meaning: "The address to listen on; 0.0.0.0 or :: for every one of this machine.",
    example: "0.0.0.0",
  },
  RAPPORT_URL: {
    schema: url("http:", "https:").refine(
      (text) => !URL.canParse(text) || ["", "/"].includes(new URL(text).pathname + new URL(text).search),
      { error: "has a path: Rapport lives at the root of its address" },
    ),
    default: "http://localhost:PORT",
    meaning: "The public address, as people type it: links in e-mails and redirects of networks lead there.",
    example: "https://rapport.example.com",
  },
  RAPPORT_SECRET: {
    schema: secret,
    default: "",
    meaning: "Seals credentials and signs links. Not set: a key is made in the data folder, once.",
    example: "what `openssl rand -base64 32` prints",
  },
  RAPPORT_SECRET_PREVIOUS: {
    schema: secret,
    default: "",
    meaning: "The secret before RAPPORT_SECRET, while what it sealed is sealed again.",
    example: "the value that RAPPORT_SECRET had before",
  },
  SMTP_URL: {
    schema: url("smtp:", "smtps:"),
    default: "",
    meaning: "The server that sends invitations and notifications. Not set: links are shown instead of sent.",
    example: "smtps://name:password@mail.example.com:465",
  },
  MAIL_FROM: {
    schema: z.string().regex(/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      error: "is not an e-mail address",
    }),
    default: "",
    meaning: "Who those e-mails come from. Needed with SMTP_URL.",
    example: "Rapport <rapport@example.com>",
  },
  RAPPORT_ALLOW: {
    schema: addresses,
    default: "",
    meaning:
      "Private hosts that Rapport may connect to (a server of your own), separated by commas. Everything else that is not public is refused.",
    example: "mastodon.internal,10.0.0.5:993,fd00:1::/64",
  },
  RAPPORT_LOG: {
    schema: z.enum(["debug", "info", "warn", "error"], { error: "is none of debug, info, warn and error" }),
    default: "info",
    meaning: "How much is logged.",
    example: "info",
  },
  RAPPORT_BACKFILL_DAYS: {
    schema: whole(0, 36_500),
    default: "90",
    meaning: "How many days back a newly connected channel is read.",
    example: "365",
  },
  RAPPORT_BACKFILL_MESSAGES: {
    schema: whole(0, 10_000_000),
    default: "5000",
    meaning: "How many messages a newly connected channel brings along at most.",
    example: "20000",
  },
  RAPPORT_MEDIA_MEGABYTES: {
    schema: whole(1, 100_000),
    default: "500",
    meaning:
      "The largest film that may be uploaded, in megabytes. Pictures and documents may weigh 50 at most.",
    example: "2000",
  },
  RAPPORT_BUCKET_URL: {
    schema: url("http:", "https:").refine(
      (text) => !URL.canParse(text) || new URL(text).pathname.length > 1,
      { error: "names no bucket after the host" },
    ),
    default: "",
    meaning:
      "A bucket of an S3-compatible server that keeps the files. Not set: they lie in the data folder.",
    example: "https://s3.eu-west-1.amazonaws.com/my-bucket",
  },
  RAPPORT_BUCKET_KEY: {
    schema: z.string(),
    default: "",
    meaning: "The access key of the bucket. Needed with RAPPORT_BUCKET_URL.",
    example: "what the storage calls an access key",
  },
  RAPPORT_BUCKET_SECRET: {
    schema: z.string(),
    default: "",
    meaning: "The secret of that access key. Needed with RAPPORT_BUCKET_URL.",
    example: "what the storage calls a secret key",
  },
  RAPPORT_BUCKET_REGION: {
    schema: z.string().regex(/^[\w-]+$/, { error: "is not the name of a region" }),
    default: "auto",
    meaning: "The region of the bucket, where its server wants one.",
    example: "eu-west-1",
  },
  RAPPORT_TRUST_PROXY: {
    schema: z.union([z.enum(["true", "false"]).transform((text) => text === "true"), addresses]),
    default: "false",
    meaning: "Whose X-Forwarded-For header is believed: true, false, or the proxies' addresses and ranges.",
    example: "127.0.0.1,10.0.0.0/8",
  },
} as const;

type Name = keyof typeof known;

/** All settings, for the documentation and `rapport doctor`. */
export const settings: readonly Setting[] = Object.entries(known).map(
  ([name, { default: standard, meaning, example }]) => ({ name, default: standard, meaning, example }),
);

/** Reads the settings; an empty variable counts as not set. Every fault is in the answer, not only the first. */
export function readConfig(env: Record<string, string | undefined>): Result<Config, ConfigFault[]> {
  const faults: ConfigFault[] = [];
  const fault = (name: Name, problem: string) =>
    faults.push({ name, problem: `${name} ${problem}.`, remedy: `Write for example ${known[name].example}` });

  const read = <N extends Name>(name: N): z.output<(typeof known)[N]["schema"]> | undefined => {
    const text = env[name]?.trim() || known[name].default;
    if (text === "" || (name === "RAPPORT_URL" && text.endsWith(":PORT"))) return undefined;
    const parsed = known[name].schema.safeParse(text);
    if (parsed.success) return parsed.data as z.output<(typeof known)[N]["schema"]>;
    for (const issue of parsed.error.issues) {
      // Of a union that fits nowhere, the last form is the one that explains itself.
      const inner = issue.code === "invalid_union" ? (issue.errors.at(-1) ?? []) : [issue];
      for (const { message } of inner) fault(name, message);
    }
    return undefined;
  };

  const port = read("PORT") ?? 0;
  const config: Config = {
    data: resolve(read("RAPPORT_DATA") ?? "data"),
    databaseUrl: read("DATABASE_URL"),
    port,
    host: read("HOST") ?? "127.0.0.1",
    origin: new URL(read("RAPPORT_URL") ?? `http://localhost:${port}`).origin,
    secret: read("RAPPORT_SECRET"),
    secretPrevious: read("RAPPORT_SECRET_PREVIOUS"),
    smtpUrl: read("SMTP_URL"),
    mailFrom: read("MAIL_FROM"),
    allow: read("RAPPORT_ALLOW") ?? [],
    log: read("RAPPORT_LOG") ?? "info",
    backfillDays: read("RAPPORT_BACKFILL_DAYS") ?? 90,
    backfillMessages: read("RAPPORT_BACKFILL_MESSAGES") ?? 5000,
    mediaBytes: (read("RAPPORT_MEDIA_MEGABYTES") ?? 500) * 1_000_000,
    bucket: undefined,
    trustProxy: read("RAPPORT_TRUST_PROXY") ?? false,
  };
  const bucket = read("RAPPORT_BUCKET_URL");
  const [key, bucketSecret] = [read("RAPPORT_BUCKET_KEY"), read("RAPPORT_BUCKET_SECRET")];
  if (bucket && !key) fault("RAPPORT_BUCKET_KEY", "is missing beside RAPPORT_BUCKET_URL");
  if (bucket && !bucketSecret) fault("RAPPORT_BUCKET_SECRET", "is missing beside RAPPORT_BUCKET_URL");
  const region = read("RAPPORT_BUCKET_REGION") ?? "auto";
  if (bucket && key && bucketSecret) config.bucket = { url: bucket, key, secret: bucketSecret, region };
  if (config.smtpUrl && !env.MAIL_FROM?.trim()) fault("MAIL_FROM", "is missing beside SMTP_URL");
  if (config.secretPrevious && !env.RAPPORT_SECRET?.trim()) {
    fault("RAPPORT_SECRET", "is missing beside RAPPORT_SECRET_PREVIOUS");
  }
  if (config.secret !== undefined && config.secret === config.secretPrevious) {
    fault("RAPPORT_SECRET_PREVIOUS", "is the same as RAPPORT_SECRET");
  }
  return faults.length > 0 ? fail(faults) : ok(config);
}

/** Variables that look like ours but are none: most often a misspelling. */
export function unknownSettings(env: Record<string, string | undefined>): string[] {
  return Object.keys(env).filter((name) => name.startsWith("RAPPORT_") && !(name in known));
}
