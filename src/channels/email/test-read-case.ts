/** The shape of a case of the mail corpus, and short ways to write one. */
export interface Expected {
  id?: string | RegExp;
  author?: string | RegExp;
  subject?: string | RegExp | undefined;
  text?: string | RegExp;
  folded?: string | RegExp | undefined;
  at?: string;
  own?: boolean;
  addressed?: boolean;
  automatic?: string | undefined;
  bounceOf?: string | undefined;
  parentId?: string | undefined;
  rootId?: string | RegExp | undefined;
  ancestors?: string[] | undefined;
  html?: RegExp | undefined;
  /** Whether HTML is shown beside the text. */
  rich?: boolean;
  files?: string[];
}

export interface MailCase {
  mail: string | Buffer;
  expect: Expected;
}

export const HEAD = `From: Ana Ruiz <ana@mail.example>
To: casa@verde.example
Subject: Hola
Message-ID: <1@mail.example>
Date: Mon, 2 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
`;
export const plain = (body: string, head = HEAD): string =>
  `${head}Content-Type: text/plain; charset=utf-8\n\n${body}`;
export const html = (body: string): string => `${HEAD}Content-Type: text/html; charset=utf-8\n\n${body}`;
export const withHead = (more: string, body = "Hola"): string => plain(body, HEAD + more);
export const bytes = (head: string, body: number[] | string): Buffer =>
  Buffer.concat([
    Buffer.from(head.replace(/\n/g, "\r\n")),
    typeof body === "string" ? Buffer.from(body, "latin1") : Buffer.from(body),
  ]);
export const mixed = (parts: string[], type = "mixed"): string =>
  `${HEAD}Content-Type: multipart/${type}; boundary="b"\n\npreamble\n${parts.map((part) => `--b\n${part}\n`).join("")}--b--\nepilogue\n`;
